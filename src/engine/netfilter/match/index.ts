/** Every match's behaviour, by kind. A kind without one does not compile. Those of rare kinds come later (`rare.ts`). */
import type { RareMatch } from '../../../rules/match/rare'
import type { Match, MatchKind } from '../../../rules/ruleset'
import type { NodeEnv } from '../../node'
import { addrtype } from './addrtype'
import { connlimit } from './connlimit'
import { connmark, conntrack, state } from './conntrack'
import { destination, fragment, incoming, mark, outgoing, protocol, source, ttl } from './header'
import { icmp } from './icmp'
import { iprange } from './iprange'
import { limit } from './limit'
import { owner } from './owner'
import { dscp, length, tcpmss, tos } from './payload'
import { multiport, udp } from './ports'
import { recent } from './recent'
import { rpfilter } from './rpfilter'
import { set } from './set'
import { statistic } from './statistic'
import { tcp } from './tcp'
import type { Compile, Test } from './test'
import { mac, pkttype } from './wire'

export type Matchers<Kinds extends MatchKind> = { readonly [K in Kinds]: Compile<K> }

const matchers = {
  source,
  destination,
  in: incoming,
  out: outgoing,
  protocol,
  fragment,
  addrtype,
  connlimit,
  connmark,
  conntrack,
  dscp,
  icmp,
  iprange,
  length,
  limit,
  mac,
  mark,
  multiport,
  owner,
  pkttype,
  recent,
  rpfilter,
  set,
  state,
  statistic,
  tcp,
  tcpmss,
  tos,
  ttl,
  udp,
  comment: () => () => true,
  /** Nobody knows what it would say; the trace shows it as the part that failed. */
  unmodelled: () => () => false,
} satisfies Matchers<Exclude<MatchKind, RareMatch['kind']>>

export const compileMatch = (match: Match, env: NodeEnv): Test =>
  (matchers as unknown as Record<MatchKind, (match: Match, env: NodeEnv) => Test>)[match.kind](match, env)

export const addMatchers = (rare: Matchers<RareMatch['kind']>): void => void Object.assign(matchers, rare)
