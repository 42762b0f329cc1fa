/** What may come next, over the filter where there is room, so that the rows below it stay in sight. */
import { useLayoutEffect, useRef, type RefObject } from 'react'
import type { Completion } from '../../filter/complete'
import { tableTools } from '../text/tabletools'
import { placeBy } from './placeBy'

interface Props {
  id: string
  options: readonly Completion[]
  at: number
  /** The box that it belongs to. */
  by: RefObject<HTMLElement | null>
  onTake(option: Completion): void
}

export function Suggestions({ id, options, at, by, onTake }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (list.current && by.current) placeBy(list.current, by.current)
  }, [by])
  useLayoutEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])
  return (
    <div
      ref={list}
      id={id}
      className="tabletools-list"
      role="listbox"
      aria-label={tableTools.suggestions}
      popover="manual"
    >
      {options.map((option, i) => (
        <div
          key={option.text}
          id={`${id}-${i}`}
          role="option"
          tabIndex={-1}
          aria-selected={i === at}
          className="tabletools-option"
          // The box keeps the focus.
          onPointerDown={(event) => {
            event.preventDefault()
            onTake(option)
          }}
        >
          <span className="mono">{option.text}</span>
          <span className="tabletools-note">{option.note}</span>
        </div>
      ))}
    </div>
  )
}
