/** The chain that the packet is in: its rules, the one under test lit, each match ticked, counters beside. */
import { testedIn, type Crumbs } from '../../draw/visit'
import type { TraceEvent } from '../../model/trace'
import { counterKey, type NodeView } from '../../model/view'
import { ChainName, FirstOnly } from './ChainName'
import { PolicyRow } from './Rows'
import { chainOf } from './ruleLine'
import { RuleRows } from './RuleRows'
import { useLitInView } from './useLitInView'
import { words } from './words'

interface ChainProps {
  node: NodeView
  crumbs: Crumbs
  visit: readonly TraceEvent[]
}

export function Chain({ node, crumbs, visit }: ChainProps) {
  const { table, chains, calls } = crumbs
  const name = chains.at(-1)!
  const chain = chainOf(node.rules?.ruleset, table, name)
  const last = visit.at(-1)
  const tested = testedIn(visit)
  const body = useLitInView<HTMLDivElement>(last)
  const call = calls.at(-1)
  return (
    <section className="sheet chain" aria-label={`${table} / ${chains.join(' → ')}`}>
      <header className="sheet-head">
        <h3>
          <ChainName {...crumbs} /> <FirstOnly table={table} />
        </h3>
        <span className="sheet-aside">
          {last?.kind === 'chain-end' && last.backTo
            ? words.returns(last.chain)
            : call
              ? words.backBehind(call.chain, call.rule)
              : words.note[table]}
        </span>
      </header>
      <div className="sheet-body" ref={body} tabIndex={0} role="group" aria-label={words.rules(name)}>
        <table className="sheet-table">
          <tbody>
            {chain && <RuleRows key={`${table}/${name}`} node={node.id} table={table} chain={chain} tested={tested} />}
            {chain && chain.policy !== null && (
              <PolicyRow node={node.id} table={table} chain={chain} tested={tested.get(counterKey(table, name))} />
            )}
          </tbody>
        </table>
      </div>
    </section>
  )
}
