/**
 * The rules of a chain. Of a very long one those around the rule under test, or the first, until all are asked for: kube-proxy
 * writes thousands, and a table of so many rows takes seconds to lay out.
 */
import { useState } from 'react'
import type { Tested } from '../../draw/visit'
import type { TableName } from '../../model/trace'
import { counterKey } from '../../model/view'
import type { Chain } from '../../rules/ruleset'
import { RuleRow } from './Rows'
import { useSelectedEntry } from './selected'
import { words } from './words'

/** Rules of a chain that are always drawn as a whole; of a longer one, so many before and behind the one under test. */
const WHOLE = 150
const AROUND = 40

interface RuleRowsProps {
  node: string
  table: TableName
  chain: Chain
  tested?: ReadonlyMap<string, Tested>
  /** What to say of a rule that jumped to where the packet is, by its counter's key. */
  back?(key: string): string | undefined
  onJump?(table: string, chain: string): void
}

export function RuleRows({ node, table, chain: { name, rules }, tested, back, onJump }: RuleRowsProps) {
  const [asked, ask] = useState(false)
  const selected = useSelectedEntry(node)
  const made = new Set(selected?.rules.map((ref) => counterKey(ref.table, ref.chain, ref.rule)))
  const keys = rules.map((_, i) => counterKey(table, name, i + 1))
  const lit = Math.max(
    0,
    keys.findIndex((key) => tested?.get(key)?.now || back?.(key)),
  )
  const some = rules.length > WHOLE && !asked
  // In strides, so that most steps move no row.
  const from = some ? Math.max(0, Math.floor(lit / AROUND - 1) * AROUND) : 0
  const to = some ? Math.min(rules.length, from + 3 * AROUND) : rules.length
  return (
    <>
      {from > 0 && <More count={from} onAsk={() => ask(true)} />}
      {rules.slice(from, to).map((rule, i) => {
        const key = keys[from + i]
        return (
          <RuleRow
            key={from + i}
            node={node}
            table={table}
            chain={name}
            number={from + i + 1}
            rule={rule}
            tested={tested?.get(key)}
            back={back?.(key)}
            made={made.has(key) ? selected?.entry : undefined}
            onJump={onJump}
          />
        )
      })}
      {to < rules.length && <More count={rules.length - to} onAsk={() => ask(true)} />}
    </>
  )
}

function More({ count, onAsk }: { count: number; onAsk(): void }) {
  return (
    <tr className="rule">
      <td colSpan={3}>
        <button type="button" className="rule-jump" onClick={onAsk}>
          ⋯ {words.moreRules(count)}
        </button>
      </td>
    </tr>
  )
}
