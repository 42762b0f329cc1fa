/** How a packet's life ended, as a sign and a few words: a red stop, or a green tick. */
import { lastOf, visitOf } from '../../draw/visit'
import type { Facts } from '../../draw/facts'
import { isLost } from '../../draw/rest'
import type { PacketView } from '../../model/view'
import { useScope } from '../store/store'
import { words } from './words'

export function Ending({ packet }: { packet: PacketView }) {
  const { place } = packet
  if (place.at === 'dropped')
    return (
      <p className="pkt-end" data-end="dropped">
        <StopSign />
        <span>
          {words.drop[place.reason]}
          <Culprit packet={packet} />
        </span>
      </p>
    )
  if (place.at === 'delivered')
    return (
      <p className="pkt-end" data-end="delivered">
        <i aria-hidden="true">✓</i>
        {words.answered}
      </p>
    )
  return null
}

/** The rule or policy that did it, as the rule set names it; elsewhere the hook where it ended. */
function Culprit({ packet }: { packet: PacketView }) {
  const trace = useScope((scope) => scope.trace)
  const n = useScope((scope) => scope.view.n)
  const nodes = useScope((scope) => scope.run.scenario.nodes)
  const drop = lastOf(visitOf(trace, n, packet.id), 'drop')
  const { place } = packet
  if (place.at !== 'dropped' || isLost(place.reason)) return null
  const { rule, hook } = place
  const name = nodes.find((node) => node.id === place.node)?.name ?? place.node
  const said = rule
    ? words.culprit.rule(rule.table, rule.chain, rule.rule)
    : place.reason === 'policy' && hook
      ? words.culprit.policy(drop?.table ?? 'filter', hook)
      : words.culprit.node(name, hook)
  return (
    <small className="pkt-culprit" data-where={(!rule && !hook && true) || undefined}>
      {said}
    </small>
  )
}

/** An ICMP error tells of another packet's end. */
export const ErrorSign = ({ facts }: { facts: Facts }) =>
  facts.inner ? (
    <i className="pkt-error" aria-hidden="true">
      !
    </i>
  ) : null

export const StopSign = () => (
  <svg className="pkt-stop" viewBox="0 0 20 20" aria-hidden="true">
    <path d="M6 1h8l5 5v8l-5 5H6l-5-5V6z" />
    <path d="M5.5 10h9" />
  </svg>
)
