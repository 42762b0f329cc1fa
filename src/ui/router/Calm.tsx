/** When nothing is under test: the rules that will decide, so that the pane is never an empty hole. */
import type { Stop } from '../../draw/road'
import type { NodeView } from '../../model/view'
import type { TableName } from '../../model/trace'
import { words } from './words'
import { FirstOnly } from './ChainName'
import { RuleRow } from './Rows'

const say = words.calm

/** At a hook, its own chains; otherwise every chain that decides something. */
export function Calm({ node, hook, empty }: { node: NodeView; hook?: Stop; empty?: boolean }) {
  const tables = node.rules?.ruleset.tables ?? []
  const all = tables.flatMap((table) =>
    table.chains
      .filter((chain) => chain.rules.length > 0 || chain.policy === 'DROP')
      .map((chain) => ({ table: table.name, chain })),
  )
  const mine = all.filter(({ chain }) => chain.name === hook)
  const shown = mine.length > 0 ? mine : all
  // NAT first: it is what the picture is about.
  const order = shown.toSorted((a, b) => Number(b.table === 'nat') - Number(a.table === 'nat'))
  return (
    <section className="sheet sheet-calm" aria-label={say.title}>
      <header className="sheet-head">
        <h3>{say.title}</h3>
        <span>{all.length === 0 ? say.none : empty ? say.note : ''}</span>
      </header>
      {order.length > 0 && (
        <div className="sheet-body" tabIndex={0} role="group" aria-label={say.title}>
          {order.map(({ table, chain }) => (
            <table key={`${table}/${chain.name}`} className="sheet-table">
              <caption>
                {table} / {chain.name}
                {chain.policy && <span data-policy={chain.policy}> {words.policy(chain.policy)}</span>}{' '}
                <FirstOnly table={table as TableName} />
              </caption>
              <tbody>
                {chain.rules.map((rule, i) => (
                  <RuleRow
                    key={i}
                    node={node.id}
                    table={table as TableName}
                    chain={chain.name}
                    number={i + 1}
                    rule={rule}
                  />
                ))}
              </tbody>
            </table>
          ))}
        </div>
      )}
    </section>
  )
}
