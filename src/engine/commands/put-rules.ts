/** Puts an edited rule set in force on a machine, and says so. */
import { printRuleset } from '../../rules'
import type { Chain, Ruleset, Table } from '../../rules/ruleset'
import type { Machine } from '../machine'

/** Counters are those of the rule set. */
export const putRules = (machine: Machine, { tables }: Ruleset): void => put(machine, tables, printRuleset({ tables }))

/**
 * `iptables-restore`: the tables that the text names become what it says, and begin to count anew; the others stay, counters
 * and all, and what is said is the text with them behind it.
 */
export function restoreText(machine: Machine, text: string, { tables }: Ruleset): void {
  const named = new Set([...text.matchAll(/^\*\s*(\S+)/gm)].map(([, name]) => name))
  const others = machine.netfilter.current().tables.filter((table) => !named.has(table.name))
  const whole = others.length === 0 || text === '' || text.endsWith('\n') ? text : `${text}\n`
  const kept = placed(others, whole.split('\n').length)
  put(machine, [...tables.map(uncounted), ...kept], whole + printRuleset({ tables: others }), true)
}

function put(machine: Machine, tables: readonly Table[], text: string, isPlaced = false): void {
  machine.netfilter.load({ tables: isPlaced ? [...tables] : placed(tables, 1) }, { keepCounters: true })
  machine.say?.({ kind: 'rules', node: machine.id, text, ruleset: machine.netfilter.current() })
}

/** Each rule knows its line in the text that `printRuleset` makes of the tables, from line `from`. */
function placed(tables: readonly Table[], from: number): Table[] {
  let line = from
  return tables.map((table) => {
    line += 1 + table.chains.length
    const chains = table.chains.map((chain) => ({
      ...chain,
      rules: chain.rules.map((rule) => ({ ...rule, line: line++ })),
    }))
    line++
    return { ...table, chains }
  })
}

const uncounted = (table: Table): Table => ({
  ...table,
  chains: table.chains.map((chain): Chain => ({
    ...chain,
    packets: 0,
    bytes: 0,
    rules: chain.rules.map((rule) => ({ ...rule, packets: 0, bytes: 0 })),
  })),
})
