/** "nat / PREROUTING → DOCKER", with the rules that jumped, and at the nat table who comes here at all. */
import type { Crumbs } from '../../draw/visit'
import type { TableName } from '../../model/trace'
import { words } from './words'

export function ChainName({ table, chains, calls }: Crumbs) {
  return (
    <>
      {table} <span className="chain-slash">/</span>{' '}
      {chains.map((chain, i) => (
        <span key={i} className="chain-crumb" data-last={i === chains.length - 1 || undefined}>
          {i > 0 && ' → '}
          <span className="chain-name" title={chain}>
            {chain}
          </span>
          {calls[i] && i < chains.length - 1 && <i className="chain-call"> {calls[i].rule}</i>}
        </span>
      ))}
    </>
  )
}

/** NAT decides once per connection. */
export const FirstOnly = ({ table }: { table: TableName }) =>
  table === 'nat' ? (
    <span className="first-only" title={words.firstOnlyHint}>
      <i aria-hidden="true">①</i> <span>{words.firstOnly}</span>
    </span>
  ) : null
