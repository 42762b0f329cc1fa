/** The columns of the table: how wide, and what they sort by. */
import type { Rows } from '../../model/rows'
import { MILLISECOND, type Micros } from '../../model/time'
import type { Key } from './radix'

export const COLUMN_IDS = ['proto', 'state', 'left', 'original', 'reply', 'flags', 'mark', 'id', 'age'] as const
export type ColumnId = (typeof COLUMN_IDS)[number]

export const SHOWN_AT_FIRST: readonly ColumnId[] = ['proto', 'state', 'left', 'original', 'reply', 'flags']

export interface Sort {
  by: ColumnId
  descending: boolean
}

/** Characters; a tuple's width depends on what is in it. */
const WIDTH: Readonly<Record<Exclude<ColumnId, 'original' | 'reply'>, number>> = {
  proto: 5,
  state: 11,
  left: 11,
  flags: 20,
  mark: 6,
  id: 5,
  age: 10,
}

/**
 * CSS for the tracks: none is narrower than its contents, and all share what is left over. `tuple` is the width of either
 * tuple in characters.
 */
export function tracks(shown: readonly ColumnId[], tuple: number): Record<`--${string}`, string> {
  const widths = shown.map((id) => (id === 'original' || id === 'reply' ? tuple : WIDTH[id]))
  const least = widths.map((ch, at) => {
    // Flags are tags, drawn in a narrower type than the rest, and some only where there is room.
    const width = shown[at] === 'flags' ? `var(--conntrack-flags, ${ch}ch)` : `${ch}ch`
    return `calc(${width} + 2 * var(--conntrack-pad))`
  })
  return {
    '--conntrack-columns': widths.map((ch, at) => `minmax(${least[at]}, ${ch}fr)`).join(' '),
    '--conntrack-width': least.join(' + '),
  }
}

const milliseconds = (time: number): number => Math.min(0xffffffff, Math.max(0, Math.floor(time / MILLISECOND)))

const key = (column: { readonly [i: number]: number }, bits: Key['bits']): Key => ({ of: (i) => column[i], bits })

/** The most significant key first. */
export function keysOf(by: ColumnId, rows: Rows, now: Micros): Key[] {
  switch (by) {
    case 'proto':
      return [key(rows.proto, 8)]
    case 'state':
      return [key(rows.state, 8)]
    case 'left':
      return [
        { of: (i) => (Number.isNaN(rows.expires[i]) ? 0xffffffff : milliseconds(rows.expires[i] - now)), bits: 32 },
      ]
    case 'original':
      return [key(rows.src, 32), key(rows.sport, 16), key(rows.dst, 32), key(rows.dport, 16)]
    case 'reply':
      return [key(rows.rsrc, 32), key(rows.rsport, 16), key(rows.rdst, 32), key(rows.rdport, 16)]
    case 'flags':
      return [key(rows.flags, 8)]
    case 'mark':
      return [key(rows.mark, 32)]
    case 'id':
      return [key(rows.id, 32)]
    case 'age':
      return [{ of: (i) => milliseconds(now - rows.born[i]), bits: 32 }]
  }
}
