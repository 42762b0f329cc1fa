/** Moving a node: by dragging it, or from the keyboard (Enter or M, arrows, Enter; Esc takes it back). */
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { Shift } from '../../draw/layout'
import { shiftOf, useMoves } from './moves'
import { scaleOf } from './scale'

/** Pixels that a press may wander and still be a press. */
const SLACK = 4
/** em */
const STEP = 1
const ARROWS: Readonly<Record<string, Shift>> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
}

export function useMover(scenario: string, node: string, em: number, onShow?: () => void) {
  const put = useMoves((moves) => moves.put)
  /** Where it was when the keyboard took it. */
  const [held, hold] = useState<Shift | null>(null)
  const drag = useRef<{ x: number; y: number; from: Shift; far: boolean } | null>(null)

  function onKeyDown(event: KeyboardEvent) {
    const { key } = event
    const arrow = ARROWS[key]
    if (held && arrow) {
      const { x, y } = shiftOf(scenario, node)
      put(scenario, node, { x: x + arrow.x, y: y + arrow.y })
    } else if (held && key === 'Escape') {
      put(scenario, node, held)
      hold(null)
    } else if (key.toLowerCase() === 'm' || (key === 'Enter' && (held || !onShow))) {
      hold(held ? null : shiftOf(scenario, node))
    } else if (key === 'Enter') onShow?.()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  function onPointerDown(event: PointerEvent<HTMLElement>) {
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { x: event.clientX, y: event.clientY, from: shiftOf(scenario, node), far: false }
  }
  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const { current } = drag
    if (!current) return
    const unit = em * scaleOf(event.currentTarget)
    const [dx, dy] = [event.clientX - current.x, event.clientY - current.y]
    current.far ||= Math.hypot(dx, dy) > SLACK
    if (current.far) put(scenario, node, { x: current.from.x + dx / unit, y: current.from.y + dy / unit })
  }
  function onPointerUp() {
    if (drag.current && !drag.current.far) onShow?.()
    drag.current = null
  }
  const on = {
    onKeyDown,
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel: () => (drag.current = null),
    onBlur: () => hold(null),
  }
  return { moving: held !== null, on }
}
