/** The ladder from its first rung to its last: for a picture, which nobody scrolls. */
import { lifelines, rungsOf } from '../../draw/ladder'
import { railsOf, topsOf } from '../../draw/ladder-geometry'
import { SIGN_OF, toneOfRealm } from '../../draw/realm'
import { Rung } from '../ladder/Rung'
import { useScope } from '../store/store'
import { words } from './words'
import '../ladder/ladder.css'

/** More than anyone scrolls through in a picture, and as many as a browser draws without a pause that one feels. */
const MOST = 1_000
const HEADS = 36
const WIDTH = 960

export function WholeLadder() {
  const { scenario } = useScope((scope) => scope.run)
  const all = rungsOf(useScope((scope) => scope.trace))
  const rungs = all.slice(0, MOST)
  const nodes = lifelines(scenario, rungs)
  const tops = topsOf(rungs)
  const rails = railsOf(nodes, WIDTH)
  const foot = HEADS + tops[rungs.length]
  const more = all.length - rungs.length
  return (
    <svg className="ladder-picture" width={rails.width} height={foot + (more > 0 ? 40 : 16)}>
      {nodes.map((node) => (
        <line
          key={node}
          className="ladder-life"
          x1={rails.x.get(node)}
          x2={rails.x.get(node)}
          y1={HEADS - 8}
          y2={foot}
        />
      ))}
      {nodes.map((id) => {
        const node = scenario.nodes.find((other) => other.id === id)
        const realm = scenario.realms.find((other) => other.id === node?.realm)
        const tone = realm ? toneOfRealm(scenario, realm) : 'public'
        const name = `${SIGN_OF[tone]} ${node?.name ?? id}`
        // A name's width in a font that is not known yet: roomy.
        const width = name.length * 8.4 + 20
        const x = rails.x.get(id) ?? 0
        return (
          <g key={id} className="pictures-head" data-tone={tone}>
            <rect x={x - width / 2} y={2} width={width} height={26} rx={8} />
            <text x={x} y={20} textAnchor="middle">
              {name}
            </text>
          </g>
        )
      })}
      {rungs.map((rung, i) => (
        <g key={rung.n} transform={`translate(0 ${HEADS})`}>
          <Rung scenario={scenario} rung={rung} rails={rails} top={tops[i]} />
        </g>
      ))}
      {more > 0 && (
        <text className="ladder-note" x={98} y={foot + 20}>
          {words.moreRungs(more)}
        </text>
      )}
    </svg>
  )
}
