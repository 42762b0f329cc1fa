/** How a person wants to see the table, and a live load's entries while one runs. Not part of a run. */
import { create } from 'zustand'
import type { Rows } from '../../model/rows'
import type { Micros } from '../../model/time'
import { SHOWN_AT_FIRST, type ColumnId, type Sort } from './columns'
import type { GroupBy } from './groups'
import type { Narrow } from './lines'

export interface Table {
  /** Whoever makes traffic puts each snapshot here (a new object each time); null shows the view's own entries. */
  live: { node: string; rows: Rows; now: Micros } | null
  as: 'table' | 'text'
  /** The node a person chose; while nobody did, the table follows the packet. */
  pinned: string | null
  columns: readonly ColumnId[]
  /** Null: in the order of their making. */
  sort: Sort | null
  group: GroupBy
  /** Addresses of the groups that are closed. */
  closed: ReadonlySet<number>
  /** The filter's text, and what the last text without an error lets through; null lets all. */
  filter: string
  narrow: Narrow | null
  /** What is wrong with the text, and where. */
  error: { at: number; length: number; message: string } | null
  set(change: Partial<Omit<Table, 'set'>>): void
}

export const useTable = create<Table>()((set) => ({
  live: null,
  as: 'table',
  pinned: null,
  columns: SHOWN_AT_FIRST,
  sort: null,
  group: 'none',
  closed: new Set(),
  filter: '',
  narrow: null,
  error: null,
  set,
}))
