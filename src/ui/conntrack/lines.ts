/** Rows → the lines of the table: filtered, sorted, grouped. Numbers only: a line becomes an entry when it is shown. */
import type { Rows } from '../../model/rows'
import type { Micros } from '../../model/time'
import { keysOf, type Sort } from './columns'
import { radixSort } from './radix'

/** Made anew for each set of rows; says which of them to show. */
export type Narrow = (rows: Rows, now: Micros) => (i: number) => boolean

export interface Group {
  /** Unsigned 32-bit. */
  address: number
  /** Rows in it. */
  count: number
  open: boolean
}

export interface Lines {
  /** A row's number, or below 0: −1 − the number of the group that begins here. */
  at: Int32Array
  groups: readonly Group[]
  /** Rows that the filter lets through. */
  found: number
}

interface Wish {
  now: Micros
  narrow: Narrow | null
  sort: Sort | null
  groupOf: ((i: number) => number) | null
  closed: ReadonlySet<number>
}

export function linesOf(rows: Rows, { now, narrow, sort, groupOf, closed }: Wish): Lines {
  const order = keep(rows, narrow?.(rows, now))
  if (sort) for (const key of keysOf(sort.by, rows, now).toReversed()) radixSort(order, key, sort.descending)
  const found = order.length
  if (!groupOf) return { at: new Int32Array(order), groups: [], found }
  radixSort(order, { of: groupOf, bits: 32 })
  const groups: Group[] = []
  const at = new Int32Array(2 * found)
  let length = 0
  for (const i of order) {
    const address = groupOf(i)
    let group = groups.at(-1)
    if (group?.address !== address) {
      group = { address, count: 0, open: !closed.has(address) }
      groups.push(group)
      at[length++] = -groups.length
    }
    group.count++
    if (group.open) at[length++] = i
  }
  return { at: at.subarray(0, length), groups, found }
}

function keep({ count }: Rows, shows: ((i: number) => boolean) | undefined): Uint32Array<ArrayBuffer> {
  const order = new Uint32Array(count)
  let length = 0
  for (let i = 0; i < count; i++) if (!shows || shows(i)) order[length++] = i
  return order.subarray(0, length)
}

/** The line of the entry with that number, −1 when it is not among them. */
export function lineOf({ at }: Lines, rows: Rows, id: number | undefined): number {
  if (id === undefined) return -1
  const row = rows.id.indexOf(id)
  return row < 0 || row >= rows.count ? -1 : at.indexOf(row)
}
