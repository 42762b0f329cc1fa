/** A button that opens a few commands below it, as the ARIA Authoring Practices' menu button: arrows move, Esc goes back to the button. */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import './menu.css'

export interface MenuItem {
  id: string
  name: string
  /** A few more words in a quieter voice. */
  note?: string
  run(): void
}

interface Props {
  /** The accessible name; what is seen may be a sign. */
  label: string
  children: ReactNode
  items: readonly MenuItem[]
  className?: string
}

export function Menu({ label, children, items, className = 'btn' }: Props) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const menu = useId()

  useEffect(() => {
    if (!open) return
    root.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
    const elsewhere = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false)
    }
    addEventListener('pointerdown', elsewhere)
    return () => removeEventListener('pointerdown', elsewhere)
  }, [open])

  function close(): void {
    setOpen(false)
    root.current?.querySelector('button')?.focus()
  }

  function pressed(event: KeyboardEvent): void {
    const all = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
    const now = all.findIndex((item) => item === document.activeElement)
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: all.length - 1 }[event.key]
    if (event.key === 'Escape') close()
    else if (event.key === 'Tab') return setOpen(false)
    else if (to !== undefined) all.at(to % all.length)?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="menu" ref={root}>
      <button
        type="button"
        className={className}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? menu : undefined}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && (
        <div className="menu-list" role="menu" id={menu} aria-label={label} tabIndex={-1} onKeyDown={pressed}>
          {items.map(({ id, name, note, run }) => (
            <button
              key={id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className="menu-item"
              onClick={() => {
                run()
                close()
              }}
            >
              {name}
              {note && <small>{note}</small>}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
