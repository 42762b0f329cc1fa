/** The rows of a chain: its rules, and at the end of a built-in one its policy. */
import { memo } from 'react'
import type { Tested } from '../../draw/visit'
import type { TableName } from '../../model/trace'
import type { Chain, Rule } from '../../rules/ruleset'
import { CountCell } from './Count'
import { RuleText } from './RuleText'
import { words } from './words'

interface RuleRowProps {
  node: string
  table: TableName
  chain: string
  number: number
  rule: Rule
  tested?: Tested
  /** The packet is in a chain that this rule jumped to: what to say of it. */
  back?: string
  /** It gave the entry selected in the table its mapping. */
  made?: number
  /** Goes to the chain that a rule names. */
  onJump?(table: string, chain: string): void
}

const same = (a?: Tested, b?: Tested): boolean =>
  a === b || (a?.now === b?.now && a?.matched === b?.matched && a?.parts.join() === b?.parts.join())

/** Of a few hundred rows a step changes two; the others stay as they are. */
export const RuleRow = memo(DrawnRow, ({ tested: was, ...a }, { tested: is, ...b }) => {
  const keys = Object.keys({ ...a, ...b }) as (keyof typeof a)[]
  return same(was, is) && keys.every((key) => a[key] === b[key])
})

function DrawnRow({ node, table, chain, number, rule, tested, back, made, onJump }: RuleRowProps) {
  const { target } = rule
  return (
    <tr
      className="rule"
      data-lit={tested?.now}
      data-matched={tested?.now && tested.matched}
      data-passed={(tested && !tested.now) || undefined}
      data-calling={back && true}
      data-made={made !== undefined || undefined}
      aria-current={tested?.now ? 'step' : undefined}
    >
      <th scope="row">{number}</th>
      <RuleText rule={rule} results={tested?.parts}>
        {onJump && (target?.kind === 'jump' || target?.kind === 'goto') && (
          <button
            type="button"
            className="rule-jump"
            aria-label={words.goTo(target.chain)}
            onClick={() => onJump(table, target.chain)}
          >
            ⤷
          </button>
        )}
        {made !== undefined && <span className="rule-made">{words.selected.sign(made)}</span>}
        {back && (
          <span className="rule-back">
            <i aria-hidden="true">↩</i> {back}
          </span>
        )}
      </RuleText>
      <CountCell node={node} table={table} chain={chain} rule={number} start={rule} />
    </tr>
  )
}

interface PolicyRowProps {
  node: string
  table: TableName
  chain: Chain
  tested?: Tested
}

export function PolicyRow({ node, table, chain, tested }: PolicyRowProps) {
  return (
    <tr className="rule rule-policy" data-lit={tested?.now} aria-current={tested?.now ? 'step' : undefined}>
      <td className="rule-number" aria-hidden="true">
        ·
      </td>
      <td className="rule-text">
        <b className="mono" data-policy={chain.policy}>
          {words.policy(chain.policy ?? '')}
        </b>{' '}
        <span className="rule-quiet">{chain.rules.length === 0 ? words.empty : tested ? words.policyNote : ''}</span>
      </td>
      <CountCell node={node} table={table} chain={chain.name} start={chain} />
    </tr>
  )
}
