/**
 * Animation by difference, on the page: after React has put the packets where they are now, each that
 * stands elsewhere than before flies there from where it was last seen. Transforms only (WAAPI), so that
 * the compositor runs it at the screen's own rate and React knows nothing of it.
 */
import { useLayoutEffect, useRef, type RefObject } from 'react'
import { flightAt, flightTime, planFlights, standAt, type Flight, type Move, type Stand } from '../../draw/flight'
import type { Point } from '../../draw/geometry'
import { wayAlong, type Layout } from '../../draw/layout'
import type { View } from '../../model/view'
import { motion } from '../player/motion'
import { useBeside } from '../store/store'
import { arrive, fade, leave, watch } from './moments'
import { point, standOf, type Measured, type Rests } from './stand'

interface Flying {
  flight: Flight
  animation: Animation
}

interface Seen {
  view: View
  plan: Layout
  shape: unknown
  stands: Map<number, Stand>
  cards: Map<number, HTMLElement>
  mites: Map<string, string>
}

/** Points along the eased way: enough that straight pieces between them look like the curve. */
const FRAMES = 24
/** Milliseconds of a small pill's way; shorter ways than this many pixels it jumps. */
const MITE = 320
const JUMP = 3

/** `shape` is anything else that cards stand by: where only that changes, they point anew and none flies. */
export function useFlights(
  root: RefObject<HTMLElement | null>,
  view: View,
  plan: Layout | null,
  rests: Rests,
  shape: unknown,
): void {
  const seen = useRef<Seen | null>(null)
  const flying = useRef(new Map<number, Flying>())
  const beside = useBeside()

  useLayoutEffect(() => {
    const element = root.current
    if (!element || !plan) return
    const was = seen.current
    if (was && was.view === view && was.plan === plan && was.shape === shape) return
    // Where each card was last seen, in mid-flight if need be; then the flights stop, so that measuring is true.
    const last = new Map(was?.stands)
    for (const [pkt, { flight, animation }] of flying.current) {
      last.set(pkt, standAt(flight, progress(animation)))
      animation.cancel()
      flying.current.delete(pkt)
    }
    const stands = new Map<number, Measured>()
    const cards = new Map<number, HTMLElement>()
    for (const card of element.querySelectorAll<HTMLElement>('[data-pkt]')) {
      const stand = standOf(card, element, plan, view, rests)
      if (!stand) continue
      stands.set(Number(card.dataset.pkt), stand)
      cards.set(Number(card.dataset.pkt), card)
    }
    for (const [pkt, stand] of stands) point(cards.get(pkt)!, stand)
    const mites = flyMites(element, was?.mites)
    seen.current = { view, plan, shape, stands, cards, mites }
    if (beside || !was || was.view === view || motion.length(1) === 0) return
    if (was.plan !== plan) fade(element, was.plan, plan)

    const moves = new Map(planFlights(was.view, view).map((move) => [move.pkt, move]))
    for (const [pkt, to] of stands) {
      const move = moves.get(pkt)
      const from = last.get(pkt)
      const card = cards.get(pkt)
      if (!card) continue
      if (!from) {
        if (move?.kind === 'appears') appear(card)
        continue
      }
      const place = view.packets.get(pkt)?.place
      if (move && (place?.at === 'delivered' || place?.at === 'dropped')) arrive(card, place.at)
      const flight: Flight = {
        from,
        to,
        via: move ? viaOf(move, was.view, view, plan) : [],
        rides: (move?.legs.length ?? 0) > 0,
      }
      if (!move && near(from, to)) continue
      flying.current.set(pkt, { flight, animation: fly(card, flight) })
    }
    // What ended goes, into its node or where it lies; what went back in time is simply not there yet.
    if (view.n > was.view.n)
      for (const [pkt, card] of was.cards) {
        const packet = was.view.packets.get(pkt)
        const stand = last.get(pkt)
        if (packet && stand && !stands.has(pkt) && ['delivered', 'dropped'].includes(packet.place.at))
          leave(card, stand, element, packet.place.at === 'delivered')
      }
  }, [root, view, plan, rests, shape, beside])
}

const near = (a: Stand, b: Stand): boolean => Math.abs(a.box.x - b.box.x) < 1 && Math.abs(a.box.y - b.box.y) < 1

/** Numbers them, so that an ended flight knows whether it was the card's last. To ask the page for it costs a style pass each. */
let flights = 0

function fly(card: HTMLElement, flight: Flight): Animation {
  const frames: Keyframe[] = []
  for (let i = 0; i <= FRAMES; i++) {
    const { x, y, scale } = flightAt(flight, i / FRAMES)
    frames.push({ transform: `translate(${x.toFixed(2)}px, ${y.toFixed(2)}px) scale(${scale.toFixed(4)})` })
  }
  // The line to what the card points at waits until it is there (packet.css), unless it has set out again by then.
  const flying = `${++flights}`
  card.dataset.flying = flying
  const animation = card.animate(frames, { duration: motion.length(flightTime(flight)), easing: 'linear' })
  return watch(animation, () => {
    if (card.dataset.flying === flying) delete card.dataset.flying
  })
}

function appear(card: HTMLElement): void {
  const frames = [
    { opacity: 0, transform: 'translateY(-14px) scale(.7)' },
    { opacity: 1, transform: 'none' },
  ]
  watch(card.animate(frames, { duration: motion.length(260), easing: 'cubic-bezier(.2,.9,.3,1)' }))
}

/** Small pills say in their style where they are: nothing is measured, and each flies straight. */
function flyMites(root: HTMLElement, was: ReadonlyMap<string, string> | undefined): Map<string, string> {
  const places = new Map<string, string>()
  for (const mite of root.querySelectorAll<HTMLElement>('[data-mite]')) {
    const { transform } = mite.style
    const id = mite.dataset.mite ?? ''
    const from = was?.get(id)
    places.set(id, transform)
    if (from !== undefined && motion.length(1) > 0 && isFar(from, transform))
      watch(
        mite.animate([{ transform: from }, { transform }], { duration: motion.length(MITE), easing: 'ease-in-out' }),
      )
  }
  return places
}

/** Two `translate(…)` of whole pixels. */
function isFar(from: string, to: string): boolean {
  if (from === to) return false
  const [a, b] = [from, to].map((text) => text.match(/-?\d+/g) ?? [])
  return Math.hypot(Number(a[0]) - Number(b[0]), Number(a[1]) - Number(b[1])) >= JUMP
}

const progress = (animation: Animation): number => animation.effect?.getComputedTiming().progress ?? 1

/** The points of the wires between where a packet was and where it is. */
function viaOf(move: Move, before: View, after: View, plan: Layout): Point[] {
  const fromWire = before.packets.get(move.pkt)?.place.at === 'wire'
  const toWire = after.packets.get(move.pkt)?.place.at === 'wire'
  return move.legs.flatMap(({ link, from, to }) => {
    const way = wayAlong(plan, link, from, to)
    return way.slice(fromWire ? 1 : 0, toWire ? -1 : undefined)
  })
}
