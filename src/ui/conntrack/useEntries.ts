/** The rows of one node at the playhead, or a live load's, and which of them something is the matter with. */
import type { Entry, EntryId } from '../../model/conntrack'
import { rowsOf, type Rows } from '../../model/rows'
import type { Micros } from '../../model/time'
import { useScope } from '../store/store'
import { entriesAt, marksAt, type Marks } from './entries'
import { useTable } from './table'

export interface Entries {
  rows: Rows
  now: Micros
  marks: Marks
}

/** A view's map never changes: its rows are made once, however often the table is drawn. */
const made = new WeakMap<ReadonlyMap<EntryId, Entry>, Rows>()

function rowsFor(entries: ReadonlyMap<EntryId, Entry>): Rows {
  const rows = made.get(entries) ?? rowsOf(entries)
  made.set(entries, rows)
  return rows
}

const NONE: ReadonlyMap<EntryId, Entry> = new Map()

export function useEntries(node: string | undefined): Entries {
  const { view, before, trace } = useScope()
  const live = useTable((table) => table.live)
  if (node === undefined) return { rows: rowsFor(NONE), now: view.t, marks: {} }
  if (live?.node === node) return { rows: live.rows, now: live.now, marks: {} }
  const place = { view, before, event: trace[view.n - 1] }
  return { rows: rowsFor(entriesAt(place, node)), now: view.t, marks: marksAt(place, node) }
}
