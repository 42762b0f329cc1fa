/** The state chart of the connection in view: where it is, how it came there, and how long each state may last. */
import { useEffect, useMemo, useRef } from 'react'
import { arrow as arrowText } from '../../explain/tuple'
import { duration, timeLeft } from '../../explain/duration'
import { protocolName } from '../../explain/conntrack-list'
import type { EntryId, TcpState } from '../../model/conntrack'
import { entryAt, type Rows } from '../../model/rows'
import { SECOND } from '../../model/time'
import { useTable } from '../conntrack/table'
import { useScope } from '../store/store'
import { panels } from '../text/panels'
import { trafficText as traffic } from '../text/traffic'
import { arrow, place, type Arrow, type Geometry, type Spot } from './geometry'
import { CHARTS, tcpTransition, type Chart, type State, type Transition } from './chart'
import { entryInView, lifeOf, stateOf, type Life } from './life'
import { useWidth } from './useWidth'
import './statechart.css'

const { chart: text } = panels

/** Of a row of traffic's table, if there is one: how it came to its state nobody has written down. */
export function StateChart() {
  const live = useTable((table) => table.live)
  const selection = useScope((scope) => scope.selection)
  const sysctl = useScope((scope) => live && scope.view.nodes[live.node]?.sysctl)
  if (!live) return <OfRun />
  const row = (selection.node ?? live.node) === live.node ? rowOf(live.rows, selection.entry) : -1
  if (row < 0) return <p className="statechart-none">{traffic.pickRow}</p>
  const entry = entryAt(live.rows, row)
  const { proto } = entry.original
  const chart = CHARTS[proto]
  if (!chart) return <p className="statechart-none">{text.other(protocolName(proto))}</p>
  return <Picture chart={chart} life={{ entry, path: [], over: false }} now={live.now} sysctl={sysctl ?? {}} />
}

const rowOf = ({ id, count }: Rows, entry: EntryId | undefined): number =>
  entry === undefined ? -1 : id.subarray(0, count).indexOf(entry)

function OfRun() {
  const { trace, view, selection } = useScope()
  const found = entryInView(trace, view.n, selection, view.focus)
  const node = found?.node
  const entry = found?.entry
  const life = useMemo(
    () => (node === undefined || entry === undefined ? null : lifeOf(trace, view.n, node, entry)),
    [trace, view.n, node, entry],
  )
  if (node === undefined || !life) return <p className="statechart-none">{text.none}</p>
  const { proto } = life.entry.original
  const chart = CHARTS[proto]
  if (!chart) return <p className="statechart-none">{text.other(protocolName(proto))}</p>
  return <Picture chart={chart} life={life} now={view.t} sysctl={view.nodes[node]?.sysctl ?? {}} />
}

interface Props {
  chart: Chart
  life: Life
  now: number
  sysctl: Readonly<Record<string, string>>
}

function Picture({ chart, life, now, sysctl }: Props) {
  const [box, width] = useWidth()
  const geometry = useMemo(() => place(chart, width || 1200), [chart, width])
  const arrows = useMemo(() => arrowsOf(chart, geometry, life.path), [chart, geometry, life.path])
  const here = life.over ? null : stateOf(life.entry)
  const svg = useRef<SVGSVGElement>(null)
  // Where the chart is folded into lines and the panel shows only some of them, it follows the state.
  useEffect(() => {
    const panel = svg.current?.closest('.statechart')
    const spot = here === null ? undefined : geometry.spots.get(here)
    if (!panel || !spot) return
    const [top, bottom] = [spot.y - 30, spot.y + spot.height + 12]
    if (top < panel.scrollTop || bottom > panel.scrollTop + panel.clientHeight) panel.scrollTop = top
  }, [here, geometry])
  const title = `${text.title(chart.proto)}, ${text.entry(life.entry.id, arrowText(life.entry.original))}`
  const left = life.entry.expires === null ? null : life.entry.expires - now
  return (
    <div className="statechart" ref={box} role="group" aria-label={text.title(chart.proto)} tabIndex={0}>
      <p className="statechart-title">
        {text.entry(life.entry.id, '')} <span className="mono">{arrowText(life.entry.original)}</span>
      </p>
      <svg
        ref={svg}
        role="img"
        aria-label={title}
        width={geometry.width}
        height={geometry.height}
        viewBox={`0 0 ${geometry.width} ${geometry.height}`}
      >
        <defs>
          {(['idle', 'passed'] as const).map((kind) => (
            <marker
              key={kind}
              id={`statechart-${kind}`}
              className={`statechart-head-${kind}`}
              viewBox="0 0 8 8"
              refX="6"
              refY="4"
              markerWidth="8"
              markerHeight="8"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M0 0 8 4 0 8Z" />
            </marker>
          ))}
        </defs>
        {arrows.map((a) => (
          <ArrowView key={`${a.from}>${a.to}`} arrow={a} passed={went(life.path, a)} />
        ))}
        {chart.from && geometry.any && (
          <AnyState
            spot={geometry.any}
            to={geometry.spots.get(chart.from.to)}
            from={chart.from}
            passed={life.path.includes(chart.from.to)}
          />
        )}
        {chart.states.map((state) => {
          const spot = geometry.spots.get(state.name)
          return (
            spot && (
              <StateBox
                key={state.name}
                spot={spot}
                name={state.name}
                timeout={timeoutText(state, sysctl)}
                now={here === state.name ? (left === null ? text.now : timeLeft(left)) : null}
                passed={life.path.includes(state.name)}
              />
            )
          )
        })}
      </svg>
      <ol className="hidden-text" aria-label={text.list}>
        {chart.states.slice(1).map((state) => (
          <li key={state.name} aria-current={state.name === here || undefined}>
            {text.state(
              state.name,
              timeoutText(state, sysctl),
              state.name === here ? text.now : life.path.includes(state.name) ? text.passed : '',
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}

function timeoutText({ timeout, sysctl: name }: State, sysctl: Props['sysctl']): string {
  const set = name === undefined ? undefined : sysctl[name]
  return timeout === undefined ? '' : duration(Number(set ?? timeout) * SECOND)
}

const went = (path: readonly string[], { from, to }: Transition): boolean =>
  path.some((state, i) => i > 0 && state === to && path[i - 1] === from)

/** What is drawn always, and what this connection did besides. */
function arrowsOf(chart: Chart, { spots }: Geometry, path: readonly string[]): Arrow[] {
  const drawn = [...chart.transitions]
  for (let i = 1; i < path.length; i++) {
    const [from, to] = [path[i - 1], path[i]]
    if (to === chart.from?.to || drawn.some((t) => t.from === from && t.to === to)) continue
    const extra = chart.proto === 'TCP' ? tcpTransition(from as TcpState, to as TcpState) : { from, to, label: '' }
    drawn.push(extra ?? { from, to, label: '' })
  }
  return drawn.flatMap((t) => {
    const from = spots.get(t.from)
    const to = spots.get(t.to)
    return from && to ? [arrow(t, from, to)] : []
  })
}

function ArrowView({ arrow: { path, at, label }, passed }: { arrow: Arrow; passed: boolean }) {
  return (
    <g className="statechart-arrow" data-passed={passed || undefined}>
      <path d={path} markerEnd={`url(#statechart-${passed ? 'passed' : 'idle'})`} />
      <text x={at.x} y={at.y} textAnchor={at.anchor}>
        {label}
      </text>
    </g>
  )
}

function AnyState({
  spot,
  to,
  from,
  passed,
}: {
  spot: Spot
  to: Spot | undefined
  from: NonNullable<Chart['from']>
  passed: boolean
}) {
  if (!to) return null
  const drawn = arrow({ from: from.any, to: from.to, label: from.label }, spot, to)
  return (
    <>
      <ArrowView arrow={drawn} passed={passed} />
      <g className="statechart-any">
        <rect {...spot} rx={spot.height / 2} />
        <text x={spot.x + spot.width / 2} y={spot.y + spot.height / 2 + 4} textAnchor="middle">
          {from.any}
        </text>
      </g>
    </>
  )
}

interface BoxProps {
  spot: Spot
  name: string
  timeout: string
  /** Time left, when this is the state the connection is in. */
  now: string | null
  passed: boolean
}

function StateBox({ spot, name, timeout, now, passed }: BoxProps) {
  const x = spot.x + spot.width / 2
  if (!timeout) return <circle className="statechart-start" cx={x} cy={spot.y + spot.height / 2} r={spot.width / 2} />
  return (
    <g className="statechart-state" data-now={now !== null || undefined} data-passed={passed || undefined}>
      <rect {...spot} rx="12" />
      <text className="statechart-name" x={x} y={spot.y + 19} textAnchor="middle">
        {name}
      </text>
      <text className="statechart-time" x={x} y={spot.y + 36} textAnchor="middle">
        {now === null ? timeout : `● ${now}`}
      </text>
    </g>
  )
}
