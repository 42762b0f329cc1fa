/** Every match's behaviour, by kind. A kind without one does not compile. */
import type { Match, MatchKind } from '../../../rules/ruleset'
import type { NodeEnv } from '../../node'
import { addrtype } from './addrtype'
import { conntrack, state } from './conntrack'
import { destination, fragment, incoming, mark, outgoing, protocol, source, ttl } from './header'
import { icmp } from './icmp'
import { limit } from './limit'
import { multiport, udp } from './ports'
import { statistic } from './statistic'
import { tcp } from './tcp'
import type { Compile, Test } from './test'

const matchers = {
  source,
  destination,
  in: incoming,
  out: outgoing,
  protocol,
  fragment,
  addrtype,
  comment: () => () => true,
  conntrack,
  icmp,
  limit,
  mark,
  multiport,
  state,
  statistic,
  tcp,
  ttl,
  udp,
  /** Nobody knows what it would say; the trace shows it as the part that failed. */
  unmodelled: () => () => false,
} satisfies { [K in MatchKind]: Compile<K> }

export const compileMatch = (match: Match, env: NodeEnv): Test =>
  (matchers[match.kind] as (match: Match, env: NodeEnv) => Test)(match, env)
