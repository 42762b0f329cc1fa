/** A combobox over all commands (ARIA Authoring Practices): the typing stays in the field, arrows choose, Enter does it. */
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { Dialog } from '../app/Dialog'
import { useShell } from '../app/shell'
import { usePlayer } from '../player/player'
import { paletteText as words } from '../text/settings'
import { commandsNow, type Command } from './commands'
import './palette.css'
import { find } from './rank'
import { typedAhead } from './usePaletteKey'

export function PaletteDialog() {
  const player = usePlayer()
  const show = useShell((shell) => shell.show)
  const [typed, setTyped] = useState(typedAhead)
  const [at, setAt] = useState(0)
  const all = useMemo(() => commandsNow((event) => player.send(event)), [player])
  const found = useMemo(() => find(all, typed), [all, typed])
  const chosen = Math.min(at, found.length - 1)
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()

  useEffect(() => field.current?.focus(), [])
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  function carryOut(command: Command): void {
    // Closed first: a command may open another dialog.
    show({ dialog: null })
    command.run()
  }

  function pressed(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (event.key === 'Enter' && found[chosen]) carryOut(found[chosen])
    else if (step !== undefined && found.length > 0)
      setAt(Math.abs(step) === 1 ? (chosen + step + found.length) % found.length : clamp(chosen + step, found.length))
    else return
    event.preventDefault()
  }

  return (
    <Dialog title={words.title}>
      <input
        ref={field}
        className="field palette-field"
        role="combobox"
        aria-label={words.search}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found[chosen] && `${id}-${found[chosen].id}`}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder={words.hint}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={pressed}
      />
      <p className="hidden-text" role="status">
        {found.length > 0 ? words.found(found.length) : words.none(typed)}
      </p>
      <div className="palette-list" role="listbox" id={`${id}-list`} aria-label={words.title} ref={list}>
        {found.map((command, i) => (
          // The field has the keyboard; a pointer presses the option itself.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={command.id}
            id={`${id}-${command.id}`}
            className="palette-option"
            role="option"
            tabIndex={-1}
            aria-selected={i === chosen}
            onPointerMove={() => setAt(i)}
            onClick={() => carryOut(command)}
          >
            <span>{command.name}</span>
            <small>{command.group}</small>
            {command.keys && <kbd>{command.keys}</kbd>}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="palette-none">{words.none(typed)}</p>}
    </Dialog>
  )
}

const clamp = (n: number, length: number): number => Math.max(0, Math.min(length - 1, n))
