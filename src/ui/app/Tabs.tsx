/** A row of tabs as in the ARIA Authoring Practices: one tab stop, arrows move and choose. */
import { useLayoutEffect, useRef, type KeyboardEvent } from 'react'
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
  useLayoutEffect(() => {
    const shown = row.current
    if (!shown) return
    const keep = () => keepInSight(shown, shown.querySelector('[aria-selected=true]'))
    keep()
    // A panel's switches may come later, and take room.
    const watch = new ResizeObserver(keep)
    watch.observe(shown)
    return () => watch.disconnect()
  }, [chosen])

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

/** Pixels at the right end that fade out. */
const FADE = 16

/** Sideways only: nothing else of the page moves. */
function keepInSight(row: HTMLElement, tab: Element | null): void {
  if (!tab || row.scrollWidth <= row.clientWidth) return
  const [all, one] = [row.getBoundingClientRect(), tab.getBoundingClientRect()]
  if (one.left < all.left) row.scrollLeft -= all.left - one.left
  else if (one.right > all.right - FADE) row.scrollLeft += one.right - all.right + FADE
}
