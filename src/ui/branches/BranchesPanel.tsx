/** The branches of the scenario as a small tree, and beside it two of them in lock-step. */
import { useState } from 'react'
import { treeOf } from '../store/branches'
import { useScope } from '../store/store'
import { Compare } from '../compare/Compare'
import { BranchRow } from './BranchRow'
import './branches.css'
import { words } from './words'

export function BranchesPanel() {
  const branches = useScope((scope) => scope.branches)
  const [naming, setNaming] = useState<number | null>(null)
  const tree = treeOf(branches)
  return (
    <div className="branches">
      <div className="branches-tree">
        <ul aria-label={words.tree}>
          {tree.map(({ branch, depth }) => (
            <BranchRow
              key={branch.id}
              branches={branches}
              branch={branch}
              depth={depth}
              naming={naming === branch.id}
              onName={(on) => setNaming(on ? branch.id : null)}
            />
          ))}
        </ul>
        {tree.length === 1 && <p className="branches-lead">{words.lead}</p>}
      </div>
      <Compare />
    </div>
  )
}
