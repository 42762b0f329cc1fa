/** What a run needs beside the engine: loaded only when its texts ask for it. */
import type { TimedCommand } from '../model/command'
import type { Scenario } from '../model/scenario'
import { namesRare } from '../rules/known'
import { SET_LINE } from '../rules/parse'
import type { MakeSets } from './ipset/sets'

/**
 * Calls `begin` at once where no text has lines of `ipset save` or names a rare match or target, and otherwise once what
 * reads them is here.
 */
export function whenReady(
  { nodes, script = [] }: Pick<Scenario, 'nodes'> & Partial<Pick<Scenario, 'script'>>,
  edits: readonly TimedCommand[],
  begin: (makeSets?: MakeSets) => void,
  failed: (why: unknown) => void,
): void {
  const typed = [...script, ...edits].map(({ command }) => (command.do === 'rules' ? command.text : ''))
  const texts = [...typed, ...nodes.map(({ iptables = '' }) => iptables)]
  if (!texts.some((text) => SET_LINE.test(text) || namesRare(text))) begin()
  else import('./seldom').then(({ makeSets }) => begin(makeSets), failed)
}
