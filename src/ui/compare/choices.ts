/** What can stand on a side of the comparison: a branch, or the scenario with a rule set that is still being edited. */
import type { Run } from '../../model/channel'
import type { Scenario } from '../../model/scenario'
import { branchName } from '../branches/words'
import { useDrafts } from '../rules/drafts'
import type { Branches } from '../store/branches'
import { useScope } from '../store/store'
import { words } from './words'

export interface Choice {
  id: string
  name: string
  run: Run
  /** The branch to go to. */
  branch?: number
}

export function useChoices(): Choice[] {
  const scenario = useScope((scope) => scope.run.scenario)
  const branches = useScope((scope) => scope.branches)
  const drafts = useDrafts(({ texts }) => texts)
  return [...ofBranches(scenario, branches), ...ofDrafts(scenario, drafts)]
}

const ofBranches = (scenario: Scenario, { list }: Branches): Choice[] =>
  list.map((branch) => ({
    id: `branch ${branch.id}`,
    name: branchName(branch),
    run: { scenario, edits: branch.edits },
    branch: branch.id,
  }))

/** From the very start: the scenario as it would have been with these rules. */
const ofDrafts = (scenario: Scenario, drafts: Readonly<Record<string, string | undefined>>): Choice[] =>
  scenario.nodes.flatMap(({ id: node, name, iptables }): Choice[] => {
    const text = drafts[`${scenario.id} ${node}`]
    if (text === undefined || text === iptables) return []
    return [
      {
        id: `draft ${node}`,
        name: words.draft(name),
        run: { scenario, edits: [{ when: { event: 0 }, command: { do: 'rules', node, text } }] },
      },
    ]
  })
