/** All packets between all nodes, time downwards: a sequence diagram of the run, drawn as far as the window shows it. */
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { factsOf, titleOf } from '../../draw/facts'
import { isRewritten, lifelines, rewrittenAt, rungsOf, type Rung as Shown } from '../../draw/ladder'
import { GUTTER, railsOf, rungAt, topsOf, windowOf } from '../../draw/ladder-geometry'
import { packetsOf } from '../../draw/of-entry'
import type { Scenario } from '../../model/scenario'
import type { PacketId } from '../../model/trace'
import { Tools } from '../app/Tools'
import { usePlayer } from '../player/player'
import { words as stage } from '../stage/words'
import { useScope } from '../store/store'
import { clock } from '../text/time'
import { Heads } from './Heads'
import './ladder.css'
import { LadderTools } from './LadderTools'
import { Rung } from './Rung'
import { tupleText } from './Tuple'
import { useWindow } from './useWindow'
import { words } from './words'

/** Kept free above the playhead's line when it is scrolled into view. */
const AHEAD = 58

export function LadderPanel() {
  const player = usePlayer()
  const scenario = useScope((scope) => scope.run.scenario)
  const trace = useScope((scope) => scope.trace)
  const playhead = useScope((scope) => scope.playhead)
  const own = useOwn()
  const list = useRef<HTMLDivElement>(null)
  const { top, width, height } = useWindow(list)
  const id = useId()

  const rungs = useMemo(() => rungsOf(trace), [trace])
  const nodes = useMemo(() => lifelines(scenario, rungs), [scenario, rungs])
  const tops = useMemo(() => topsOf(rungs), [rungs])
  const rails = useMemo(() => railsOf(nodes, width), [nodes, width])
  const now = rungAt(rungs, playhead)
  const line = now < 0 ? 0 : tops[now + 1]
  /** Chosen by the keys; the playhead's next move takes it away. */
  const [picked, setPicked] = useState<{ at: number; line: number } | null>(null)
  const active = Math.min(picked?.line === line ? picked.at : Math.max(0, now), rungs.length - 1)
  const shown = windowOf(tops, top, height)

  // What moves the playhead is what one looks at next.
  useEffect(() => {
    reveal(list.current, line - AHEAD, line + AHEAD / 2)
    const rung = rungs[now]
    if (rung?.kind !== 'wire') return
    const ends = [rung.from, rung.to ?? rung.from].map((node) => rails.x.get(node) ?? 0)
    revealAcross(list.current, Math.min(...ends), Math.max(...ends))
  }, [line, now, rungs, rails])

  function go(to: number) {
    player.send({ type: 'seek', to: rungs[to].n + 1 })
  }

  function press(event: KeyboardEvent) {
    const { key, shiftKey } = event
    const step = { ArrowDown: 1, ArrowUp: -1 }[key]
    const along = { ArrowRight: shiftKey ? 'hop' : 'step', ArrowLeft: shiftKey ? 'hopBack' : 'back' } as const
    if (step !== undefined) {
      const to = Math.max(0, Math.min(rungs.length - 1, active + step))
      setPicked({ at: to, line })
      reveal(list.current, tops[to], tops[to + 1])
    } else if (key === 'Enter' || key === ' ') go(active)
    else if (key === 'ArrowRight' || key === 'ArrowLeft') player.send({ type: along[key] })
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  if (rungs.length === 0) return <p className="ladder-none">{words.none}</p>
  return (
    <div className="ladder">
      <Tools>
        <LadderTools />
      </Tools>
      <p id={`${id}keys`} className="hidden-text">
        {words.keys}
      </p>
      <div
        className="ladder-list"
        ref={list}
        role="listbox"
        tabIndex={0}
        aria-label={words.label}
        aria-describedby={`${id}keys`}
        aria-activedescendant={active >= shown.from && active < shown.to ? `${id}${active}` : undefined}
        onKeyDown={press}
      >
        <Heads scenario={scenario} nodes={nodes} rails={rails} />
        <svg role="none" className="ladder-picture" width={rails.width} height={tops[rungs.length] + 24}>
          {nodes.map((node) => (
            <line key={node} className="ladder-life" x1={rails.x.get(node)} x2={rails.x.get(node)} y1={0} y2="100%" />
          ))}
          {rungs.slice(shown.from, shown.to).map((rung, i) => {
            const at = shown.from + i
            return (
              <g
                key={rung.n}
                id={`${id}${at}`}
                role="option"
                aria-selected={at === now}
                aria-label={told(rung, scenario)}
                aria-setsize={rungs.length}
                aria-posinset={at + 1}
                className="ladder-rung"
                data-active={at === active || undefined}
                data-later={at > now || undefined}
                data-own={own && 'pkt' in rung ? own.has(rung.pkt) : undefined}
                onClick={() => go(at)}
              >
                <rect
                  className="ladder-ground"
                  x={4}
                  y={tops[at] + 1}
                  width={rails.width - 8}
                  height={tops[at + 1] - tops[at] - 2}
                  rx={6}
                />
                <Rung scenario={scenario} rung={rung} rails={rails} top={tops[at]} />
              </g>
            )
          })}
          <g className="ladder-playhead" aria-hidden="true">
            <line x1={0} x2={rails.width} y1={line} y2={line} />
            <path d={`M0 ${line - 6}l8 6l-8 6Z`} />
          </g>
        </svg>
      </div>
    </div>
  )
}

/** The packets of the selected entry; null while none is selected. */
function useOwn(): ReadonlySet<PacketId> | null {
  const trace = useScope((scope) => scope.trace)
  const { node, entry } = useScope((scope) => scope.selection)
  return useMemo(
    () => (node === undefined || entry === undefined ? null : packetsOf(trace, node, entry)),
    [trace, node, entry],
  )
}

/** Scrolls as little as it takes. Jumps: the playhead has moved already. */
function reveal(list: HTMLElement | null, top: number, bottom: number): void {
  if (!list) return
  const head = list.firstElementChild?.clientHeight ?? 0
  const room = list.clientHeight - head
  if (top < list.scrollTop) list.scrollTop = Math.max(0, top)
  else if (bottom > list.scrollTop + room) list.scrollTop = bottom - room
}

/** Where lifelines stand wider than the window: to the arrow, its tail first. */
function revealAcross(list: HTMLElement | null, left: number, right: number): void {
  if (!list) return
  if (left - GUTTER < list.scrollLeft || right + GUTTER > list.scrollLeft + list.clientWidth)
    list.scrollLeft = left - GUTTER
}

function told(rung: Shown, scenario: Scenario): string {
  const name = (id: string | null) =>
    id === null ? words.nobody : (scenario.nodes.find((node) => node.id === id)?.name ?? id)
  switch (rung.kind) {
    case 'command':
      return words.command(rung.command, name(rung.command.node))
    case 'pass':
      return words.pass(rung.from, rung.t)
    case 'drop':
      return words.dropped(clock(rung.t), name(rung.node), titleOf(factsOf(rung.bytes)), stage.drop[rung.reason])
    case 'wire': {
      const change = rewrittenAt(rung)
      const { now, src, dst, id } = change
      const was = tupleText({ ...now, src: src ?? now.src, dst: dst ?? now.dst, id: id ?? now.id })
      return [
        words.crossing(clock(rung.t), name(rung.from), name(rung.to), titleOf(now), tupleText(now)),
        isRewritten(change) && `${words.nat}: ${words.was(was)}`,
        rung.again && words.again,
        rung.lost && words.lost(stage.drop[rung.lost]),
      ]
        .filter(Boolean)
        .join('; ')
    }
  }
}
