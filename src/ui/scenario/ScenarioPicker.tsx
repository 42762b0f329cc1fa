/** A select-only combobox (ARIA Authoring Practices): each scenario with the sentence that says what there is to see. */
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useScope } from '../store/store'
import { text } from '../text/text'
import { scenarios } from '../../scenarios'
import './scenario.css'

export function ScenarioPicker() {
  const scenario = useScope((scope) => scope.run.scenario)
  const openScenario = useScope((scope) => scope.open)
  const [open, setOpen] = useState(false)
  const chosen = scenarios.findIndex(({ id }) => id === scenario.id)
  const [active, setActive] = useState(0)
  const root = useRef<HTMLDivElement>(null)
  const id = useId()

  useEffect(() => {
    if (!open) return
    const close = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false)
    }
    addEventListener('pointerdown', close)
    return () => removeEventListener('pointerdown', close)
  }, [open])

  useEffect(() => {
    if (open) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [open, active, id])

  function show() {
    setActive(Math.max(0, chosen))
    setOpen(true)
  }

  function choose(index: number) {
    setOpen(false)
    openScenario(scenarios[index])
  }

  function key(event: KeyboardEvent) {
    const last = scenarios.length - 1
    const moves: Record<string, () => void> = open
      ? {
          ArrowDown: () => setActive(Math.min(last, active + 1)),
          ArrowUp: () => setActive(Math.max(0, active - 1)),
          Home: () => setActive(0),
          End: () => setActive(last),
          Enter: () => choose(active),
          ' ': () => choose(active),
          Escape: () => setOpen(false),
        }
      : { ArrowDown: show, ArrowUp: show, Enter: show, ' ': show }
    const move = moves[event.key]
    if (move) {
      event.preventDefault()
      event.stopPropagation()
      move()
    } else if (open && event.key.length === 1) {
      const letter = event.key.toLowerCase()
      const from = scenarios.findIndex(({ title }, at) => at > active && title.toLowerCase().startsWith(letter))
      const found = from >= 0 ? from : scenarios.findIndex(({ title }) => title.toLowerCase().startsWith(letter))
      if (found >= 0) setActive(found)
      event.stopPropagation()
    }
  }

  return (
    <div
      className="scenario"
      ref={root}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
    >
      <button
        type="button"
        className="btn scenario-button"
        role="combobox"
        aria-label={text.scenario.label}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-activedescendant={open ? `${id}-${active}` : undefined}
        onClick={() => (open ? setOpen(false) : show())}
        onKeyDown={key}
      >
        <span className="scenario-title">{scenario.title}</span>
        <span aria-hidden="true">▾</span>
      </button>
      <ul className="scenario-list" id={`${id}-list`} role="listbox" aria-label={text.scenario.label} hidden={!open}>
        {scenarios.map((option, at) => (
          <li
            key={option.id}
            id={`${id}-${at}`}
            className="scenario-option"
            role="option"
            aria-selected={at === chosen}
            data-active={at === active || undefined}
            onPointerMove={() => setActive(at)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(at)}
          >
            <strong>{option.title}</strong>
            <span>{option.lead}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
