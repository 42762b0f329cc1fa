/** Which columns, grouped by what, in which order: a disclosure with ordinary boxes and radio buttons in it. */
import { useEffect, useId, useRef, useState, type KeyboardEvent as ReactKeyboardEvent } from 'react'
import { panels } from '../text/panels'
import { tableTools as text } from '../text/tabletools'
import { COLUMN_IDS, type ColumnId } from './columns'
import { placeBy } from './placeBy'
import { useTable } from './table'

const { columns: names } = panels.conntrack
const GROUPS = ['none', 'inside', 'outside'] as const

export function ViewMenu() {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const id = useId()

  useEffect(() => {
    const [box, place] = [menu.current, button.current]
    if (!open || !box || !place) return
    placeBy(box, place)
    const close = ({ target }: Event) => {
      if (target instanceof Node && !box.contains(target) && !place.contains(target)) setOpen(false)
    }
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      setOpen(false)
      place.focus()
    }
    addEventListener('keydown', escape, true)
    addEventListener('pointerdown', close)
    addEventListener('focusin', close)
    return () => {
      removeEventListener('keydown', escape, true)
      removeEventListener('pointerdown', close)
      removeEventListener('focusin', close)
    }
  }, [open])

  return (
    <>
      <button
        ref={button}
        type="button"
        className="btn tabletools-button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        title={text.showHint}
        onClick={() => setOpen(!open)}
      >
        {text.show}
      </button>
      {open && (
        <div ref={menu} id={id} className="tabletools-menu" popover="manual" role="group" aria-label={text.showHint}>
          <Columns />
          <Grouping />
          <Order />
        </div>
      )}
    </>
  )
}

function Columns() {
  const { columns, set } = useTable()
  // The first one holds the button that selects a row: it stays.
  const [, ...free] = COLUMN_IDS
  const turn = (id: ColumnId) =>
    set({ columns: COLUMN_IDS.filter((it) => (it === id ? !columns.includes(it) : columns.includes(it))) })
  return (
    <fieldset>
      <legend>{text.columns}</legend>
      {free.map((id) => (
        <label key={id}>
          <input type="checkbox" checked={columns.includes(id)} onChange={() => turn(id)} />
          {names[id]}
        </label>
      ))}
    </fieldset>
  )
}

function Grouping() {
  const { group, set } = useTable()
  const name = useId()
  return (
    <fieldset>
      <legend>{text.group}</legend>
      {GROUPS.map((id) => (
        <label key={id}>
          <input
            type="radio"
            name={name}
            checked={id === group}
            onChange={() => set({ group: id, closed: new Set() })}
            onKeyDown={keepArrows}
          />
          {text.groups[id]}
        </label>
      ))}
    </fieldset>
  )
}

/** The same as pressing the columns' names, for a phone, which has no room for those. */
function Order() {
  const { columns, sort, set } = useTable()
  return (
    <fieldset>
      <legend>{text.sort}</legend>
      <select
        className="field"
        aria-label={text.sort}
        value={sort?.by ?? ''}
        onChange={({ target }) => {
          const by = columns.find((id) => id === target.value)
          set({ sort: by ? { by, descending: sort?.descending ?? false } : null })
        }}
      >
        <option value="">{text.unsorted}</option>
        {columns.map((id) => (
          <option key={id} value={id}>
            {names[id]}
          </option>
        ))}
      </select>
      <label>
        <input
          type="checkbox"
          disabled={!sort}
          checked={sort?.descending ?? false}
          onChange={({ target }) => sort && set({ sort: { ...sort, descending: target.checked } })}
        />
        {text.descending}
      </label>
    </fieldset>
  )
}

/** The player's keys are arrows too: inside the group they choose. */
const keepArrows = (event: ReactKeyboardEvent) => event.key.startsWith('Arrow') && event.stopPropagation()
