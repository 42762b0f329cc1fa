/** Whether a run makes sets: what makes them is loaded only then. */
import type { TimedCommand } from '../../model/command'
import type { Scenario } from '../../model/scenario'
import { SET_LINE } from '../../rules/parse'
import type { MakeSets } from './sets'

/** Calls `begin` at once where no text has lines of `ipset save`, and otherwise with what makes sets once that is here. */
export function withSets(
  { nodes, script = [] }: Pick<Scenario, 'nodes'> & Partial<Pick<Scenario, 'script'>>,
  edits: readonly TimedCommand[],
  begin: (makeSets?: MakeSets) => void,
  failed: (why: unknown) => void,
): void {
  const texts = [...script, ...edits].map(({ command }) => (command.do === 'rules' ? command.text : ''))
  if (![...texts, ...nodes.map(({ iptables = '' }) => iptables)].some((text) => SET_LINE.test(text))) begin()
  else import('./restore').then((loaded) => begin(loaded.makeSets), failed)
}
