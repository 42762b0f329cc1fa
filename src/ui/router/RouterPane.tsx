/** A router from inside, as closely as its box or the person asks for: a box, the road, or every rule. */
import { useEffect, useLayoutEffect, useRef } from 'react'
import { fitOf, levelFor } from '../../draw/detail'
import { roadOf } from '../../draw/road'
import { visitOf } from '../../draw/visit'
import type { NodeSpec } from '../../model/scenario'
import type { PacketView } from '../../model/view'
import { laterWith } from '../app/later'
import { useSize } from '../stage/useSize'
import { useScope } from '../store/store'
import { levelKey, useDetails, useLevel, useSeat } from './detail'
import { Middle } from './Middle'
import { Summary } from './Summary'
import { words } from './words'
import './router.css'

const AllRules = laterWith(async () => (await import('./AllRules')).AllRules)

export interface RouterProps {
  spec: NodeSpec
  /** The open packet, when it is in this router. */
  packet?: PacketView
  others: PacketView[]
}

/** Lower than this, in em, only what has to do with the packet is drawn on the road. */
const LOW = 32

export function RouterPane({ spec, packet, others }: RouterProps) {
  const root = useRef<HTMLDivElement>(null)
  const box = useSize(root)
  const level = useLevel(spec.id)
  const suit = useDetails((details) => details.suit)
  const seat = useSeat(spec.id)
  const suited = useDetails((details) => details.suited[seat])
  useLayoutEffect(() => {
    if (box) suit(seat, levelFor(box, suited))
  }, [suit, seat, box, suited])
  useEffect(() => {
    const element = root.current
    const pressed = (event: KeyboardEvent) => levelKey(event, spec.id)
    element?.addEventListener('keydown', pressed)
    return () => element?.removeEventListener('keydown', pressed)
  }, [spec.id])

  const trace = useScope((scope) => scope.trace)
  const view = useScope((scope) => scope.view)
  const shown = packet ?? others.at(-1)
  const visit = shown ? visitOf(trace, view.n, shown.id) : []
  const node = view.nodes[spec.id]
  const road = roadOf(node?.rules?.ruleset ?? null, visit)
  const inside = { spec, node, road, visit, packet: shown, others: others.filter((other) => other !== shown) }
  return (
    <div
      className="router"
      ref={root}
      role="group"
      aria-label={words.inside(spec.name)}
      tabIndex={0}
      data-node-pane={spec.id}
      data-level={level}
      data-fit={fitOf(box)}
      data-low={(box && box.height < LOW * box.em) || undefined}
    >
      {level === 1 ? (
        <Summary {...inside} />
      ) : level === 3 ? (
        <AllRules {...inside} />
      ) : (
        <Middle {...inside} fit={fitOf(box)} />
      )}
    </div>
  )
}
