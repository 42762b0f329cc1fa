/** Every match there is. A new one is a file here and a line in each of the two lists, or in those of `rare.ts`. */
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
import type { RareMatch } from './rare'
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

type CommonMatch =
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

export type ExtensionMatch = CommonMatch | RareMatch

export type Match = BaseMatch | ExtensionMatch | UnmodelledMatch
export type MatchKind = Match['kind']
export type MatchOf<K extends MatchKind> = Extract<Match, { kind: K }>

export type Matches<M extends ExtensionMatch> = { readonly [K in M['kind']]: Extension<MatchOf<K>> }

const common: Matches<CommonMatch> = {
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

/** By the name after `-m`, which is its kind. `rare.ts` brings more. */
const byName = new Map(Object.entries<Extension<ExtensionMatch>>(common))
export const matchByName: ReadonlyMap<string, Extension<ExtensionMatch>> = byName

export function addMatches(rare: Matches<RareMatch>): void {
  for (const extension of Object.values<Extension<ExtensionMatch>>(rare)) byName.set(extension.name, extension)
}

export const extensionOf = (m: ExtensionMatch): Extension<ExtensionMatch> => byName.get(m.kind)!

/** It came by `-m`, and is modelled. */
export const isExtension = (m: Match): m is ExtensionMatch => byName.has(m.kind)
