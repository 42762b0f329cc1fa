/** `iptables`, `iptables-save` and `iptables-restore` on a machine, as iptables 1.8.9 (nf_tables) has them. */
import * as edit from '../../rules/edit'
import { BUILT_IN } from '../../rules/places'
import { setComplaint } from '../ipset/sets'
import type { Machine } from '../machine'
import { Fault, faultOfIptables, VERSION } from './faults'
import { LOOKS, perform, refusals, type Work } from './iptables-run'
import { warnings } from './iptables-warnings'
import { readCommand } from './iptables-words'
import { printed, type Output } from './output'
import { putRules } from './put-rules'

const zeroFailed = (chain: string): string => `CHAIN_ZERO failed (No such file or directory): chain ${chain}`

export function iptables(machine: Machine, words: readonly string[]): Output {
  const now = machine.netfilter.current()
  const tableNow = (name: string) => now.tables.find((t) => t.name === name) ?? edit.emptyTable(name)
  let said = warnings(words, [])
  try {
    const chains = (name: string) => new Set(tableNow(name).chains.map((c) => c.name))
    const asked = readCommand(words, { table: null, chains, complaint: (set) => setComplaint(machine, set) })
    said = warnings(words, asked.rules)
    if (asked.letter === 'V') return printed([`iptables ${VERSION}`])
    if (!Object.hasOwn(BUILT_IN, asked.table)) throw new Fault('table', `table '${asked.table}' does not exist`)
    const work: Work = { table: edit.copyTable(tableNow(asked.table)), made: new Map(), line: 0 }
    const stdout = perform(asked, work)
    const [refusal] = refusals(work)
    if (refusal) throw new Fault('kernel', refusal.message)
    const stood = now.tables.some((t) => t.name === asked.table)
    // Its chains are only looked at, not made.
    if (asked.andZero && !stood) throw new Fault('kernel', zeroFailed(asked.chain ?? work.table.chains[0].name), stdout)
    const makes = stood || work.table.chains.some((c) => c.policy === null || edit.exists(c))
    if ((!LOOKS.has(asked.letter) || asked.andZero) && makes) putRules(machine, edit.withTable(now, work.table))
    return { ...printed(stdout), stderr: said }
  } catch (error) {
    if (error instanceof Fault) {
      const fault = faultOfIptables(error)
      return { ...fault, stdout: [...error.stdout], stderr: [...said, ...fault.stderr] }
    }
    throw error
  }
}
