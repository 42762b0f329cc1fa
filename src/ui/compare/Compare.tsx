/** Two runs in lock-step: which, where they first differ, and both sides' packet there. */
import { useState } from 'react'
import { useScope } from '../store/store'
import { useChoices, type Choice } from './choices'
import './compare.css'
import { Side } from './Side'
import { useComparison, type Made } from './useComparison'
import { differenceText, words } from './words'

export function Compare() {
  const choices = useChoices()
  const open = useScope((scope) => scope.branches.open)
  const [asked, setAsked] = useState<{ left?: string; right?: string }>({})
  const find = (id: string | undefined) => choices.find((choice) => choice.id === id)
  const left = find(asked.left) ?? choices[0]
  const right =
    find(asked.right) ?? choices.find((choice) => choice.branch === open && choice !== left) ?? choices.at(-1) ?? left
  const alike = left.id === right.id
  const made = useComparison(alike ? undefined : left.run, alike ? undefined : right.run)

  return (
    <section className="compare" aria-label={words.title}>
      <div className="compare-bar">
        <Pick
          label={words.left}
          choices={choices}
          chosen={left}
          onPick={(id) => setAsked({ left: id, right: right.id })}
        />
        <Pick
          label={words.right}
          choices={choices}
          chosen={right}
          onPick={(id) => setAsked({ left: left.id, right: id })}
        />
      </div>
      {choices.length < 2 || alike ? (
        <p className="compare-note">{choices.length < 2 ? words.alone : words.itself}</p>
      ) : (
        <Shown key={`${left.id} ${right.id}`} made={made} left={left} right={right} />
      )}
    </section>
  )
}

interface PickProps {
  label: string
  choices: readonly Choice[]
  chosen: Choice
  onPick(id: string): void
}

function Pick({ label, choices, chosen, onPick }: PickProps) {
  return (
    <label>
      {label}
      <select className="btn" value={chosen.id} onChange={({ target }) => onPick(target.value)}>
        {choices.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function Shown({ made, left, right }: { made: Made; left: Choice; right: Choice }) {
  const nodes = useScope((scope) => scope.run.scenario.nodes)
  /** Null until somebody steps: then it stands where the two first differ. */
  const [stepped, setStepped] = useState<number | null>(null)
  if (made.kind === 'running') return <p className="compare-note">{words.running}</p>
  if (made.kind === 'failed') return <p className="compare-note">{made.message}</p>
  const { pairs, first, difference } = made.comparison
  const last = pairs.length - 1
  const at = Math.max(-1, Math.min(stepped ?? first ?? last, last))
  const pair = pairs[at]
  const node = (id: string) => nodes.find((other) => other.id === id)?.name ?? id

  return (
    <>
      <p className="compare-first" data-differs={difference !== null || undefined} role="status">
        <span aria-hidden="true">{difference ? '≠' : '='}</span>
        {difference ? differenceText(difference, [left.name, right.name], node) : words.same}
      </p>
      <div className="compare-steps">
        <button type="button" className="btn" aria-disabled={at < 0} onClick={() => setStepped(Math.max(-1, at - 1))}>
          ← {words.back}
        </button>
        <button
          type="button"
          className="btn go"
          aria-disabled={at >= last}
          onClick={() => setStepped(Math.min(last, at + 1))}
        >
          {words.both} →
        </button>
        <button type="button" className="btn" aria-disabled={first === null} onClick={() => setStepped(first)}>
          ⇥ {words.first}
        </button>
      </div>
      <div className="compare-sides">
        <Side choice={left} run={made.left} place={pair?.a ?? 0} differs={pair ? !pair.same : false} />
        <Side choice={right} run={made.right} place={pair?.b ?? 0} differs={pair ? !pair.same : false} />
      </div>
    </>
  )
}
