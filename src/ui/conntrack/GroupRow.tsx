/** The line above the rows of one address, which closes and opens them. */
import type { CSSProperties } from 'react'
import { toneOf } from '../../draw/realm'
import type { Scenario } from '../../model/scenario'
import { formatAddress } from '../../packet/address'
import { panels } from '../text/panels'
import type { Group } from './lines'
import { useTable } from './table'
import type { RowButton } from './useRowKeys'

interface Props {
  group: Group
  scenario: Scenario
  line: number
  /** How the keyboard comes to its button. */
  button: RowButton
}

export function GroupRow({ group: { address, count, open }, scenario, line, button }: Props) {
  const { closed, set } = useTable()
  const text = formatAddress(address)
  const turn = () => {
    const next = new Set(closed)
    if (!next.delete(address)) next.add(address)
    set({ closed: next })
  }
  return (
    <div
      role="row"
      aria-rowindex={line + 2}
      data-line={line}
      className="conntrack-group"
      style={{ '--conntrack-at': line } as CSSProperties}
    >
      <div role="cell" className="conntrack-group-name">
        <button type="button" className="conntrack-open" aria-expanded={open} {...button} onClick={turn}>
          <span className={`a-${toneOf(scenario, text)}`}>{text}</span>
        </button>
        {panels.conntrack.inGroup(count)}
      </div>
    </div>
  )
}
