/** Every string of the branches, in English. */
import type { TimedCommand } from '../../model/command'
import type { Branch } from '../store/branches'

export const words = {
  tree: 'Branches',
  trunk: 'The scenario as it is',
  branch: (id: number) => `Branch ${id}`,
  open: 'open',
  lead: 'An edit of the scenario, or in front of a later edit, starts a branch. Nothing is lost.',
  from: (event: number, edits: number) => `from event ${event} · ${edits === 1 ? '1 edit' : `${edits} edits`}`,
  whole: 'no edits',
  rename: (name: string) => `Rename: ${name}`,
  remove: (name: string) => `Delete: ${name}`,
  name: 'Name of the branch',
  removed: (name: string) => `Deleted: ${name}. Undo brings it back.`,
}

export const branchName = ({ id, parent, name }: Branch): string =>
  name ?? (parent === null ? words.trunk : words.branch(id))

/** What was edited, in a few words: "rules of router". */
export const editText = ({ command }: TimedCommand, node: (id: string) => string): string =>
  command.do === 'rules'
    ? `rules of ${node(command.node)}`
    : command.do === 'sysctl'
      ? `${command.name} of ${node(command.node)}`
      : `${command.do} from ${node(command.node)}`
