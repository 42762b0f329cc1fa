/** One rung: an arrow over a wire, a packet's end, a command, or a pause. */
import { factsOf, titleOf } from '../../draw/facts'
import { rewrittenAt, type Crossing, type Rung as Shown } from '../../draw/ladder'
import { GUTTER, lostX, type Rails } from '../../draw/ladder-geometry'
import type { Scenario } from '../../model/scenario'
import { words as stage } from '../stage/words'
import { clock } from '../text/time'
import { Tuple } from './Tuple'
import { words } from './words'

interface Props {
  scenario: Scenario
  rung: Shown
  rails: Rails
  top: number
}

/** From a rung's top: the tuple's line, the arrow where it leaves and where it comes, its name below. */
const [TUPLE, LEAVES, COMES, TITLE] = [25, 31, 38, 52]
const GAP = 7
/** Less than this between two lifelines, and the tuple is written once. */
const BOTH = 640

export function Rung({ scenario, rung, rails, top }: Props) {
  const name = (id: string) => scenario.nodes.find((node) => node.id === id)?.name ?? id
  switch (rung.kind) {
    case 'wire':
      return <Arrow scenario={scenario} rung={rung} rails={rails} top={top} />
    case 'drop': {
      const x = rails.x.get(rung.node) ?? 0
      return (
        <>
          <Clock t={rung.t} y={top + 21} />
          <Cross x={x} y={top + 17} />
          <text className="ladder-drop" x={x + 14} y={top + 21}>
            <tspan className="ladder-title">{titleOf(factsOf(rung.bytes))}</tspan> {stage.drop[rung.reason]}
          </text>
        </>
      )
    }
    case 'command':
      return (
        <>
          <Clock t={rung.t} y={top + 18} />
          <line className="ladder-rule" x1={GUTTER} x2={rails.width - 12} y1={top + 14} y2={top + 14} />
          <Note x={GUTTER + 12} y={top + 18} text={`▾ ${words.command(rung.command, name(rung.command.node))}`} />
        </>
      )
    case 'pass':
      return (
        <>
          <line className="ladder-pass" x1={GUTTER} x2={rails.width - 12} y1={top + 14} y2={top + 14} />
          <Note x={GUTTER + 12} y={top + 18} text={`⋯ ${words.pass(rung.from, rung.t)}`} />
        </>
      )
  }
}

function Arrow({ scenario, rung, rails, top }: Props & { rung: Crossing }) {
  const { from, to, error, again, lost } = rung
  const change = rewrittenAt(rung)
  const link = scenario.links.find(({ id }) => id === rung.link)
  const x1 = rails.x.get(from) ?? 0
  const x2 = to === null ? lostX(rails, link, from) : (rails.x.get(to) ?? 0)
  const side = x2 > x1 ? 1 : -1
  const both = Math.abs(x2 - x1) > BOTH
  const ends = { x: x1 + side * GAP, tip: x2 - side * 2 }
  const line = `M${x1} ${top + LEAVES}L${ends.tip - side * 7} ${top + COMES}`
  return (
    <>
      <Clock t={rung.t} y={top + TUPLE} />
      <path className="ladder-band" d={line} />
      <path className="ladder-band" data-wire={change.now.colour} d={line} />
      <path className="ladder-arrow" data-error={error || undefined} data-lost={lost || undefined} d={line} />
      {lost ? (
        <Cross x={ends.tip} y={top + COMES} />
      ) : (
        <path
          className="ladder-head"
          d={`M${ends.tip} ${top + COMES}l${-side * 10} -5.5v10.5Z`}
          data-error={error || undefined}
        />
      )}
      <Tuple scenario={scenario} change={change} x={ends.x} y={top + TUPLE} end={side < 0} />
      {both && !lost && (
        <Tuple scenario={scenario} change={change} x={x2 - side * GAP} y={top + TUPLE} end={side > 0} plain />
      )}
      <text className="ladder-name" x={(x1 + x2) / 2} y={top + TITLE} textAnchor="middle">
        <tspan className="ladder-title">{titleOf(change.now)}</tspan>
        {again && <tspan className="ladder-again"> ↻ {words.again}</tspan>}
        {change.inner && <tspan className="ladder-nat"> {words.inner}</tspan>}
        {lost && <tspan className="ladder-drop"> {words.lost(stage.drop[lost])}</tspan>}
      </text>
    </>
  )
}

const Clock = ({ t, y }: { t: number; y: number }) => (
  <text className="ladder-clock" x={GUTTER - 10} y={y} textAnchor="end">
    {clock(t)}
  </text>
)

const Cross = ({ x, y }: { x: number; y: number }) => (
  <path className="ladder-cross" d={`M${x - 5} ${y - 5}l10 10m0 -10l-10 10`} />
)

/** On a ground of its own: the lifelines pass behind it. */
const Note = ({ x, y, text }: { x: number; y: number; text: string }) => (
  <text className="ladder-note" x={x} y={y}>
    {text}
  </text>
)
