/** Short movements beside the flights: how a packet arrives, how it goes, how the panes change place. */
import type { Stand } from '../../draw/flight'
import type { Layout } from '../../draw/layout'
import { motion } from '../player/motion'

const EASE = 'cubic-bezier(.3,0,.2,1)'

/** Tells the player when it is over. */
export function watch(animation: Animation, over?: () => void): Animation {
  const landed = motion.begin()
  const end = () => {
    landed()
    over?.()
  }
  for (const ending of ['finish', 'cancel', 'remove']) animation.addEventListener(ending, end)
  return animation
}

/** Delivered: a swell and a ring. Dropped: it runs against something. */
export function arrive(card: HTMLElement, how: 'delivered' | 'dropped'): void {
  const frames =
    how === 'delivered'
      ? [
          { scale: 1 },
          { scale: 1.05, boxShadow: '0 0 0 9px color-mix(in srgb, var(--ok) 45%, transparent)' },
          { scale: 1 },
        ]
      : [{ translate: 0 }, { translate: '7px' }, { translate: '-6px' }, { translate: '4px' }, { translate: 0 }]
  watch(card.animate(frames, { duration: motion.length(how === 'delivered' ? 460 : 360), easing: EASE }))
}

/** The card is gone from the page; a likeness of it goes into its node, or fades where the packet ended. */
export function leave(card: HTMLElement, { box, tip }: Stand, root: HTMLElement, inward: boolean): void {
  const ghost = document.createElement('div')
  ghost.className = 'stage-ghost'
  ghost.setAttribute('aria-hidden', 'true')
  ghost.inert = true
  const likeness = card.cloneNode(true) as HTMLElement
  likeness.removeAttribute('data-pkt')
  ghost.append(likeness)
  Object.assign(ghost.style, { left: `${box.x}px`, top: `${box.y}px`, width: `${box.width}px` })
  root.append(ghost)
  const dx = tip.x - box.x - box.width / 2
  const dy = tip.y - box.y - box.height / 2 - 18
  const end = inward ? `translate(${dx}px, ${dy}px) scale(.25)` : 'translateY(6px)'
  const frames = [
    { opacity: 1, transform: 'none' },
    { opacity: 0, transform: end },
  ]
  watch(ghost.animate(frames, { duration: motion.length(300), easing: 'ease-in', fill: 'forwards' }), () =>
    ghost.remove(),
  )
}

/** Where another router is the big one now, the panes that changed come into view. */
export function fade(root: HTMLElement, was: Layout, plan: Layout): void {
  const before = new Map(was.panes.map((pane) => [pane.realm.id, pane]))
  const panes = root.querySelectorAll<HTMLElement>('.pane')
  for (const [i, { realm, x, width }] of plan.panes.entries()) {
    const old = before.get(realm.id)
    if (!old || (old.x === x && old.width === width)) continue
    for (const part of panes[i]?.querySelectorAll<HTMLElement>('.pane-head, .node, .road, .desk') ?? [])
      watch(part.animate([{ opacity: 0.1 }, { opacity: 1 }], { duration: motion.length(300), easing: EASE }))
  }
}
