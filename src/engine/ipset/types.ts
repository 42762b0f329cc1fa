/** What a kind of set is. */

/** What one dimension of an element is. */
export type Part = 'ip' | 'net' | 'port' | 'iface' | 'mac' | 'set'

export interface SetType {
  name: string
  parts: readonly Part[]
  revision: number
  storage: 'hash' | 'bitmap' | 'list'
  /** Bytes of an empty set, without its hash table's locks or its bits. */
  base: number
  /** Bytes of one element, without its extensions. */
  element: number
}

/** Its elements are networks: the most specific one that holds an address speaks for it. */
export const hasNets = (t: SetType): boolean => t.parts.includes('net')
