/** The filter: a combobox (ARIA Authoring Practices) that completes fields, operators and values at the caret. */
import { memo, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { complete, type Completion } from '../../filter/complete'
import { entries } from '../../filter/of-rows'
import type { Scenario } from '../../model/scenario'
import { useSingleKeys } from '../player/keys'
import { tableTools as text } from '../text/tabletools'
import { filterBy } from './filterState'
import { knownIn } from './known'
import { Suggestions } from './Suggestions'
import { useTable } from './table'

export const FilterBox = memo(function FilterBox({ scenario }: { scenario: Scenario }) {
  const { filter, error } = useTable()
  const input = useRef<HTMLInputElement>(null)
  const [caret, setCaret] = useState(0)
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const list = useId()
  const known = useMemo(() => knownIn(scenario), [scenario])
  useSlash(input)

  const { from, to, options } = complete(filter, caret, known, entries.has)
  const word = filter.slice(from, to)
  const offered = open ? options.filter((it) => it.text !== word) : []
  const chosen = offered[at]

  function write(next: string, place: number) {
    filterBy(next, false)
    setCaret(place)
    setAt(-1)
  }
  function take({ text: added }: Completion) {
    const place = from + added.length
    write(filter.slice(0, from) + added + filter.slice(to), place)
    requestAnimationFrame(() => input.current?.setSelectionRange(place, place))
  }
  function onKeyDown(event: KeyboardEvent) {
    const { key } = event
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      const count = offered.length || options.length
      if (count) setAt((was) => (key === 'ArrowDown' ? was + 1 : was <= 0 ? count - 1 : was - 1) % count)
    } else if ((key === 'Enter' || key === 'Tab') && chosen) {
      event.preventDefault()
      take(chosen)
    } else if (key === 'Enter') {
      filterBy(filter, true)
      setOpen(false)
    } else if (key === 'Escape') {
      event.stopPropagation()
      if (!offered.length) write('', 0)
      setOpen(false)
    }
  }

  return (
    <span className="tabletools-filter">
      <input
        ref={input}
        className="field mono"
        type="text"
        role="combobox"
        aria-label={text.filter}
        aria-autocomplete="list"
        aria-expanded={offered.length > 0}
        aria-controls={offered.length > 0 ? list : undefined}
        aria-activedescendant={chosen && `${list}-${at}`}
        aria-invalid={error !== null || undefined}
        aria-describedby={error ? 'conntrack-error' : undefined}
        placeholder={text.example}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={filter}
        onChange={({ target }) => {
          write(target.value, target.selectionStart ?? target.value.length)
          setOpen(target.value.trim() !== '')
        }}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart ?? 0)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setOpen(false)
          filterBy(filter, true)
        }}
      />
      {filter !== '' && (
        <button
          type="button"
          className="tabletools-clear"
          aria-label={text.clear}
          onClick={() => {
            write('', 0)
            input.current?.focus()
          }}
        >
          ×
        </button>
      )}
      {offered.length > 0 && <Suggestions id={list} options={offered} at={at} by={input} onTake={take} />}
    </span>
  )
})

/** `/` goes to the filter, as in many tools; not while somebody types, nor where single keys are off. */
function useSlash(input: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    function pressed(event: globalThis.KeyboardEvent) {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const { target } = event
      if (target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select')))
        return
      if (!useSingleKeys.getState().on || document.querySelector('dialog[open]')) return
      event.preventDefault()
      input.current?.focus()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [input])
}
