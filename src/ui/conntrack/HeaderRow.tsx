/** The names of the columns: pressing one sorts by it, then the other way round, then not. */
import { memo } from 'react'
import { panels } from '../text/panels'
import type { ColumnId } from './columns'
import { useTable } from './table'

const { columns: names, sortBy } = panels.conntrack

export const HeaderRow = memo(function HeaderRow({ columns }: { columns: readonly ColumnId[] }) {
  const { sort, set } = useTable()
  const press = (by: ColumnId) => {
    if (sort?.by !== by) set({ sort: { by, descending: false } })
    else set({ sort: sort.descending ? null : { by, descending: true } })
  }
  return (
    <div role="rowgroup" className="conntrack-head">
      <div role="row" aria-rowindex={1} className="conntrack-line">
        {columns.map((id) => {
          const order = sort?.by === id ? (sort.descending ? 'descending' : 'ascending') : undefined
          return (
            <div key={id} role="columnheader" aria-sort={order} className="conntrack-column">
              <button type="button" className="conntrack-sort" title={sortBy(names[id])} onClick={() => press(id)}>
                {names[id]}
              </button>
            </div>
          )
        })}
      </div>
    </div>
  )
})
