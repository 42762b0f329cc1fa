/** A chain: its rules as `iptables-save` writes them, the one under test lit, each match ticked, counters beside. */
import { type Crumbs } from '../../draw/visit'
import type { TraceEvent } from '../../model/trace'
import { counterKey, type Count, type NodeView } from '../../model/view'
import { words } from './words'
import { bytesText } from './bytes'
import { chainOf, ruleLine } from './ruleLine'
import { RuleText } from './RuleText'
import { useLitInView } from './useLitInView'

const say = words

interface ChainProps {
  node: NodeView
  crumbs: Crumbs
  visit: readonly TraceEvent[]
}

export function Chain({ node, crumbs, visit }: ChainProps) {
  const name = crumbs.chains.at(-1)!
  const chain = chainOf(node.rules?.ruleset, crumbs.table, name)
  const last = visit.at(-1)
  // The rule tested last stays lit through what it caused (a binding, a rewrite, a drop).
  const tested = visit.findLast((e) => e.kind === 'rule' || e.kind === 'chain-end' || e.kind === 'station')
  const rule =
    tested?.kind === 'rule' && tested.rule.table === crumbs.table && tested.rule.chain === name ? tested : undefined
  const end = tested?.kind === 'chain-end' && tested.policy && tested.chain === name ? tested : undefined
  const lit = useLitInView<HTMLTableRowElement>(last)
  const parts = new Map<number, boolean[]>()
  for (const e of visit)
    if (e.kind === 'rule' && e.rule.table === crumbs.table && e.rule.chain === name) parts.set(e.rule.rule, e.parts)
  return (
    <section className="sheet chain" aria-label={`${crumbs.table} / ${crumbs.chains.join(' → ')}`}>
      <header className="sheet-head">
        <h3>
          {crumbs.table} <span className="chain-slash">/</span>{' '}
          {crumbs.chains.map((crumb, i) => (
            <span key={i} className="chain-crumb" data-last={i === crumbs.chains.length - 1 || undefined}>
              {i > 0 && ' → '}
              {crumb}
            </span>
          ))}
        </h3>
        <span className="sheet-aside">
          {last?.kind === 'chain-end' && last.backTo ? say.returns(last.chain) : say.note[crumbs.table]}
        </span>
      </header>
      <div className="sheet-body" tabIndex={0} role="group" aria-label={say.rules(name)}>
        <table className="sheet-table">
          <tbody>
            {chain?.rules.map((each, i) => {
              const number = i + 1
              const now = rule?.rule.rule === number
              return (
                <tr
                  key={number}
                  ref={now ? lit : undefined}
                  className="rule"
                  data-lit={now || undefined}
                  data-matched={now ? rule.matched : undefined}
                  data-passed={(!now && parts.has(number)) || undefined}
                  aria-current={now ? 'step' : undefined}
                >
                  <th scope="row">{number}</th>
                  <RuleText line={ruleLine(each)} results={parts.get(number)} />
                  <CountCell
                    count={countOf(node, crumbs.table, name, number)}
                    start={each}
                    fresh={now && rule.matched && rule === last}
                  />
                </tr>
              )
            })}
            {chain && chain.policy !== null && (
              <tr
                ref={end ? lit : undefined}
                className="rule rule-policy"
                data-lit={end ? true : undefined}
                aria-current={end ? 'step' : undefined}
              >
                <td className="rule-number" aria-hidden="true">
                  ·
                </td>
                <td className="rule-text">
                  <b className="mono" data-policy={chain.policy}>
                    {say.policy(chain.policy)}
                  </b>{' '}
                  <span className="rule-quiet">{chain.rules.length === 0 ? say.empty : end ? say.policyNote : ''}</span>
                </td>
                <CountCell
                  count={countOf(node, crumbs.table, name)}
                  start={chain}
                  fresh={end !== undefined && end === last}
                />
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const countOf = (node: NodeView, table: Crumbs['table'], chain: string, rule?: number): Count | undefined =>
  node.counters[counterKey(table, chain, rule)]

/** Counters start where the rule set's text puts them. */
export function CountCell({ count, start, fresh }: { count?: Count; start: Count; fresh?: boolean }) {
  const packets = start.packets + (count?.packets ?? 0)
  const bytes = start.bytes + (count?.bytes ?? 0)
  return (
    <td className="rule-count mono" data-fresh={fresh || undefined} data-some={packets > 0 || undefined}>
      <span className="hidden-text">{say.countLabel(packets, bytes)}</span>
      <span aria-hidden="true" key={packets}>
        {say.count(packets, bytesText(bytes))}
      </span>
    </td>
  )
}
