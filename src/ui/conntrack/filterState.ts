/** What a filter's text means for the table: the last text without an error stays in force. */
import { parseFilter } from '../../filter/filter'
import { entries, rowFields } from '../../filter/of-rows'
import { useTable, type Table } from './table'

/** `insist`: also say what is wrong at the end of the text, where a person may still be typing. */
export function filterBy(text: string, insist: boolean): void {
  const change: Partial<Table> = { filter: text, error: null }
  const filter = parseFilter(text, entries)
  if (filter.ok) change.narrow = text.trim() === '' ? null : (rows, now) => filter.test(rowFields(rows, now))
  else if (insist || filter.at + filter.length < text.length) change.error = filter
  useTable.getState().set(change)
}
