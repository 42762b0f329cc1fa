/** Every match there is. A new one is a file here and a line in each of the two lists. */
import type { AddressMatch } from './address'
import { addrtype, type AddrtypeMatch } from './addrtype'
import { comment, type CommentMatch } from './comment'
import { connlimit, type ConnlimitMatch } from './connlimit'
import { connmark, type ConnmarkMatch } from './connmark'
import { conntrack, type ConntrackMatch } from './conntrack'
import { dscp, type DscpMatch } from './dscp'
import type { FragmentMatch } from './fragment'
import { hashlimit, type HashlimitMatch } from './hashlimit'
import { icmp, type IcmpMatch } from './icmp'
import type { InterfaceMatch } from './interface'
import { iprange, type IprangeMatch } from './iprange'
import { length, type LengthMatch } from './length'
import { limit, type LimitMatch } from './limit'
import { mac, type MacMatch } from './mac'
import { mark, type MarkMatch } from './mark'
import { multiport, type MultiportMatch } from './multiport'
import { owner, type OwnerMatch } from './owner'
import { physdev, type PhysdevMatch } from './physdev'
import { pkttype, type PkttypeMatch } from './pkttype'
import { policy, type PolicyMatch } from './policy'
import type { ProtocolMatch } from './protocol'
import { quota, type QuotaMatch } from './quota'
import { recent, type RecentMatch } from './recent'
import { rpfilter, type RpfilterMatch } from './rpfilter'
import { set, type SetMatch } from './set'
import { socket, type SocketMatch } from './socket'
import { state, type StateMatch } from './state'
import { statistic, type StatisticMatch } from './statistic'
import { string, type StringMatch } from './string'
import { tcp, type TcpMatch } from './tcp'
import { tcpmss, type TcpmssMatch } from './tcpmss'
import { time, type TimeMatch } from './time'
import { tos, type TosMatch } from './tos'
import { ttl, type TtlMatch } from './ttl'
import { udp, type UdpMatch } from './udp'
import type { UnmodelledMatch } from './unmodelled'
import type { Extension } from '../grammar'

/** Tests that need no `-m`. */
export type BaseMatch = AddressMatch | InterfaceMatch | ProtocolMatch | FragmentMatch

export type ExtensionMatch =
  | AddrtypeMatch
  | CommentMatch
  | ConnlimitMatch
  | ConnmarkMatch
  | ConntrackMatch
  | DscpMatch
  | HashlimitMatch
  | IcmpMatch
  | IprangeMatch
  | LengthMatch
  | LimitMatch
  | MacMatch
  | MarkMatch
  | MultiportMatch
  | OwnerMatch
  | PhysdevMatch
  | PkttypeMatch
  | PolicyMatch
  | QuotaMatch
  | RecentMatch
  | RpfilterMatch
  | SetMatch
  | SocketMatch
  | StateMatch
  | StatisticMatch
  | StringMatch
  | TcpMatch
  | TcpmssMatch
  | TimeMatch
  | TosMatch
  | TtlMatch
  | UdpMatch

export type Match = BaseMatch | ExtensionMatch | UnmodelledMatch
export type MatchKind = Match['kind']
export type MatchOf<K extends MatchKind> = Extract<Match, { kind: K }>

export const matchExtensions: { readonly [K in ExtensionMatch['kind']]: Extension<MatchOf<K>> } = {
  addrtype,
  comment,
  connlimit,
  connmark,
  conntrack,
  dscp,
  hashlimit,
  icmp,
  iprange,
  length,
  limit,
  mac,
  mark,
  multiport,
  owner,
  physdev,
  pkttype,
  policy,
  quota,
  recent,
  rpfilter,
  set,
  socket,
  state,
  statistic,
  string,
  tcp,
  tcpmss,
  time,
  tos,
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
