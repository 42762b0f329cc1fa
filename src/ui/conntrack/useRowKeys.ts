/** Arrows, Page and End keys go from line to line; the focus goes with them. */
import type { ComponentProps, KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import type { Window } from './useWindow'

/** What a line's button is given, so that Tab comes to one line and the arrows to the others. */
export type RowButton = Pick<ComponentProps<'button'>, 'tabIndex' | 'onKeyDown' | 'onFocus' | 'onBlur'>

export function useRowKeys(
  { page, reveal, list }: Window,
  count: number,
  active: number,
  setActive: (line: number) => void,
): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const to = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: count - 1,
    }[event.key]
    if (to === undefined) return
    // Home and End would otherwise be the player's.
    event.preventDefault()
    const line = Math.max(0, Math.min(to, count - 1))
    flushSync(() => {
      reveal(line)
      setActive(line)
    })
    list.current?.querySelector<HTMLElement>(`[data-line="${line}"] button`)?.focus({ preventScroll: true })
  }
}
