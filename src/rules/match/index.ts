/** Every match there is. A new one is a file here and a line in each of the two lists. */
import { addrtype, type AddrtypeMatch } from './addrtype'
import type { AddressMatch } from './address'
import { comment, type CommentMatch } from './comment'
import { conntrack, type ConntrackMatch } from './conntrack'
import type { FragmentMatch } from './fragment'
import { icmp, type IcmpMatch } from './icmp'
import type { InterfaceMatch } from './interface'
import { limit, type LimitMatch } from './limit'
import { mark, type MarkMatch } from './mark'
import { multiport, type MultiportMatch } from './multiport'
import type { ProtocolMatch } from './protocol'
import { state, type StateMatch } from './state'
import { statistic, type StatisticMatch } from './statistic'
import { tcp, type TcpMatch } from './tcp'
import { ttl, type TtlMatch } from './ttl'
import { udp, type UdpMatch } from './udp'
import type { UnmodelledMatch } from './unmodelled'
import type { Extension } from '../grammar'

/** Tests that need no `-m`. */
export type BaseMatch = AddressMatch | InterfaceMatch | ProtocolMatch | FragmentMatch

export type ExtensionMatch =
  | AddrtypeMatch
  | CommentMatch
  | ConntrackMatch
  | IcmpMatch
  | LimitMatch
  | MarkMatch
  | MultiportMatch
  | StateMatch
  | StatisticMatch
  | TcpMatch
  | TtlMatch
  | UdpMatch

export type Match = BaseMatch | ExtensionMatch | UnmodelledMatch
export type MatchKind = Match['kind']
export type MatchOf<K extends MatchKind> = Extract<Match, { kind: K }>

export const matchExtensions: { readonly [K in ExtensionMatch['kind']]: Extension<MatchOf<K>> } = {
  addrtype,
  comment,
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
}

/** By the name after `-m`. */
export const matchByName: ReadonlyMap<string, Extension<ExtensionMatch>> = new Map(
  Object.values<Extension<ExtensionMatch>>(matchExtensions).map((e) => [e.name, e]),
)

export const extensionOf = (m: ExtensionMatch): Extension<ExtensionMatch> => matchExtensions[m.kind]

/** It came by `-m`, and is modelled. */
export const isExtension = (m: Match): m is ExtensionMatch => Object.hasOwn(matchExtensions, m.kind)
