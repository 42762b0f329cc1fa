/** One branch: open it, name it, delete it. */
import type { FormEvent } from 'react'
import { forkOf, type Branch, type Branches } from '../store/branches'
import { useScope } from '../store/store'
import { branchName, editText, words } from './words'

interface Props {
  branches: Branches
  branch: Branch
  depth: number
  naming: boolean
  onName(on: boolean): void
}

export function BranchRow({ branches, branch, depth, naming, onName }: Props) {
  const switchTo = useScope((scope) => scope.switchTo)
  const rename = useScope((scope) => scope.rename)
  const remove = useScope((scope) => scope.remove)
  const say = useScope((scope) => scope.say)
  const nodes = useScope((scope) => scope.run.scenario.nodes)
  const { id, parent, edits } = branch
  const open = branches.open === id
  const name = branchName(branch)
  const node = (id: string) => nodes.find((other) => other.id === id)?.name ?? id

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = new FormData(event.currentTarget).get('name')
    if (typeof typed === 'string') rename(id, typed)
    onName(false)
  }

  return (
    <li className="branches-row" data-open={open || undefined} style={{ paddingInlineStart: 6 + depth * 18 }}>
      <i className="branches-sign" aria-hidden="true">
        {depth > 0 && '└ '}
        {open ? '●' : '○'}
      </i>
      {naming ? (
        <form className="branches-form" onSubmit={submit}>
          <input
            className="field"
            name="name"
            aria-label={words.name}
            defaultValue={branch.name ?? ''}
            placeholder={name}
            maxLength={60}
            ref={focus}
            onBlur={(event) => event.currentTarget.form?.requestSubmit()}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return
              event.stopPropagation()
              event.currentTarget.value = branch.name ?? ''
              event.currentTarget.form?.requestSubmit()
            }}
          />
        </form>
      ) : (
        <button
          type="button"
          className="branches-open"
          aria-current={open || undefined}
          onClick={() => open || switchTo(id)}
        >
          <strong>{name}</strong>
          <span>
            {parent === null
              ? words.whole
              : `${words.from(forkOf(branches, branch), edits.length)}: ${edits.map((edit) => editText(edit, node)).join(', ')}`}
          </span>
        </button>
      )}
      {parent !== null && !naming && (
        <>
          <button type="button" className="btn quiet icon" aria-label={words.rename(name)} onClick={() => onName(true)}>
            ✎
          </button>
          <button
            type="button"
            className="btn quiet icon"
            aria-label={words.remove(name)}
            onClick={() => {
              remove(id)
              say({ kind: 'info', text: words.removed(name) })
            }}
          >
            ✕
          </button>
        </>
      )}
    </li>
  )
}

const focus = (field: HTMLInputElement | null) => field?.select()
