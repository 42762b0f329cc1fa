/** A row of tabs as in the ARIA Authoring Practices: one tab stop, arrows move and choose. */
import { useRef, type KeyboardEvent } from 'react'
import './tabs.css'

interface Props<Id extends string> {
  label: string
  tabs: readonly { id: Id; name: string }[]
  chosen: Id
  /** Tabs are `${idPrefix}-tab-${id}` and control `${idPrefix}-panel-${id}`. */
  idPrefix: string
  onChoose(id: Id): void
}

export function Tabs<Id extends string>({ label, tabs, chosen, idPrefix, onChoose }: Props<Id>) {
  const row = useRef<HTMLDivElement>(null)

  function move(event: KeyboardEvent) {
    const now = tabs.findIndex(({ id }) => id === chosen)
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: tabs.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    const { id } = tabs[(to + tabs.length) % tabs.length]
    onChoose(id)
    row.current?.querySelector<HTMLElement>(`#${idPrefix}-tab-${id}`)?.focus()
  }

  return (
    <div className="tabs" role="tablist" aria-label={label} ref={row}>
      {tabs.map(({ id, name }) => (
        <button
          key={id}
          id={`${idPrefix}-tab-${id}`}
          className="tabs-tab"
          role="tab"
          type="button"
          aria-selected={id === chosen}
          aria-controls={`${idPrefix}-panel-${id}`}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
          onKeyDown={move}
        >
          {name}
        </button>
      ))}
    </div>
  )
}
