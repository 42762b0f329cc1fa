/** When nothing is under test: the rules that will decide, so that the pane is never an empty hole. */
import type { Stop } from '../../draw/road'
import type { NodeView } from '../../model/view'
import type { TableName } from '../../model/trace'
import { words } from './words'
import { FirstOnly } from './ChainName'
import { RuleRows } from './RuleRows'

const say = words.calm

/** Chains of so many are drawn; all of them stand where every rule does. */
const MOST = 40

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
          {order.slice(0, MOST).map(({ table, chain }) => (
            <table key={`${table}/${chain.name}`} className="sheet-table">
              <caption>
                {table} / {chain.name}
                {chain.policy && <span data-policy={chain.policy}> {words.policy(chain.policy)}</span>}{' '}
                <FirstOnly table={table as TableName} />
              </caption>
              <tbody>
                <RuleRows node={node.id} table={table as TableName} chain={chain} />
              </tbody>
            </table>
          ))}
          {order.length > MOST && <p className="sheet-more">{say.more(order.length - MOST)}</p>}
        </div>
      )}
    </section>
  )
}
