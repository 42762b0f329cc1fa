/** Puts an edited rule set in force on a machine, and says so. */
import { printRuleset } from '../../rules'
import type { Ruleset, Table } from '../../rules/ruleset'
import type { Machine } from '../machine'

/** Counters are those of the rule set. */
export function putRules(machine: Machine, { tables }: Ruleset): void {
  machine.netfilter.load({ tables: placed(tables) }, { keepCounters: true })
  machine.say?.({
    kind: 'rules',
    node: machine.id,
    text: printRuleset({ tables }),
    ruleset: machine.netfilter.current(),
  })
}

/** Each rule knows its line in the text that `printRuleset` makes of the tables. */
function placed(tables: readonly Table[]): Table[] {
  let line = 1
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
