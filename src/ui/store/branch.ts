/** Edits as values: what a branch at the playhead is, and how much of the trace two runs share. */
import type { Command, TimedCommand } from '../../model/command'

/**
 * Does `command` once the first `playhead` events have been said. Edits made later than that belong to a future that is given
 * up; a second rule set for one node at the same place replaces the first.
 */
export function branch(edits: readonly TimedCommand[], playhead: number, command: Command): TimedCommand[] {
  const kept = edits.filter((edit) => isBefore(edit, playhead) && !replaces(command, edit, playhead))
  return [...kept, { when: { event: playhead }, command }]
}

const isBefore = ({ when }: TimedCommand, playhead: number): boolean => !('event' in when) || when.event <= playhead

const replaces = (command: Command, { when, command: old }: TimedCommand, playhead: number): boolean =>
  'event' in when &&
  when.event === playhead &&
  command.do === 'rules' &&
  old.do === 'rules' &&
  old.node === command.node

/** Events at the start that a run with `a` and one with `b` surely share; Infinity when nothing differs. */
export function shared(a: readonly TimedCommand[], b: readonly TimedCommand[]): number {
  let same = 0
  while (same < a.length && same < b.length && JSON.stringify(a[same]) === JSON.stringify(b[same])) same++
  const differ = [...a.slice(same), ...b.slice(same)]
  return Math.min(Infinity, ...differ.map(({ when }) => ('event' in when ? when.event : 0)))
}
