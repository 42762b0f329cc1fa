/**
 * Zoom and pan of the stage, by wheel, pinch, drag, buttons and keys. The camera is a transform on one element, set
 * outside React: only whether all is in sight is state.
 */
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
} from 'react'
import { FIT, pan, zoom, ZOOM, type Camera } from '../../draw/camera'
import { middle, type Point } from '../../draw/geometry'

/** Pixels that an arrow key pans. */
const STEP = 60
const ARROWS: Readonly<Record<string, [number, number]>> = {
  ArrowLeft: [STEP, 0],
  ArrowRight: [-STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
}

export function useCamera(frame: RefObject<HTMLElement | null>, scenario: string) {
  const ref = useRef<HTMLDivElement>(null)
  const camera = useRef<Camera>(FIT)
  const fingers = useRef(new Map<number, Point>())
  const [seen, see] = useState({ scenario, k: 1 })
  const near = seen.scenario === scenario ? seen.k : 1

  const size = () => ({ width: frame.current?.clientWidth ?? 0, height: frame.current?.clientHeight ?? 0 })
  const here = (event: { clientX: number; clientY: number }): Point => {
    const box = frame.current?.getBoundingClientRect()
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) }
  }
  function show(next: Camera) {
    camera.current = next
    const fits = next.k === 1
    if (ref.current) ref.current.style.transform = fits ? '' : `translate(${next.x}px, ${next.y}px) scale(${next.k})`
    see({ scenario, k: next.k })
  }
  const by = (factor: number, at?: Point) =>
    show(zoom(camera.current, factor, at ?? middle({ x: 0, y: 0, ...size() }), size()))
  const fit = () => show(FIT)

  // Another scenario is another picture, seen whole.
  useLayoutEffect(() => {
    camera.current = FIT
    if (ref.current) ref.current.style.transform = ''
  }, [scenario])

  // React listens to wheels passively, and Ctrl with a wheel would zoom the whole page.
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      by(Math.exp(-event.deltaY / 300), here(event))
    }
    element.addEventListener('wheel', wheel, { passive: false })
    return () => element.removeEventListener('wheel', wheel)
  })

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if ((event.target as HTMLElement).closest('button, [tabindex="0"]:not(.stage-view), a')) return
    // The stage is focused by keyboard only: a press on it must not take the arrows from the player.
    if (event.pointerType === 'mouse') event.preventDefault()
    fingers.current.set(event.pointerId, here(event))
    if (camera.current.k > 1 || fingers.current.size > 1) event.currentTarget.setPointerCapture(event.pointerId)
  }
  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const was = fingers.current.get(event.pointerId)
    if (!was) return
    const now = here(event)
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1]
    fingers.current.set(event.pointerId, now)
    if (other) {
      const apart = (p: Point) => Math.max(1, Math.hypot(p.x - other.x, p.y - other.y))
      by(apart(now) / apart(was), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 })
    } else if (camera.current.k > 1) show(pan(camera.current, now.x - was.x, now.y - was.y, size()))
  }
  const lift = (event: PointerEvent<HTMLElement>) => fingers.current.delete(event.pointerId)

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const arrow = ARROWS[event.key]
    // While all is in sight there is nothing to pan, and the arrows step through time as everywhere.
    if (arrow && camera.current.k > 1) show(pan(camera.current, ...arrow, size()))
    else if (event.key === '+' || event.key === '=') by(ZOOM.step)
    else if (event.key === '-') by(1 / ZOOM.step)
    else if (event.key === '0') fit()
    else return
    event.preventDefault()
  }
  return {
    ref,
    near,
    by,
    fit,
    on: {
      onPointerDown,
      onPointerMove,
      onPointerUp: lift,
      onPointerCancel: lift,
      onPointerLeave: lift,
      onKeyDown,
      // Focus moves to what is out of the frame: the camera shows it, the frame must not scroll by itself.
      onScroll: () => frame.current?.scrollTo(0, 0),
    },
  }
}
