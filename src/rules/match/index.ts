/** Every match there is. A new one is a file here and a line in each of the two lists, or in those of `rare.ts`. */
import type { AddressMatch } from './address'
import { addrtype, type AddrtypeMatch } from './addrtype'
import { comment, type CommentMatch } from './comment'
import { connlimit, type ConnlimitMatch } from './connlimit'
import { connmark, type ConnmarkMatch } from './connmark'
import { conntrack, type ConntrackMatch } from './conntrack'
import { dscp, type DscpMatch } from './dscp'
import type { FragmentMatch } from './fragment'
import { icmp, type IcmpMatch } from './icmp'
import type { InterfaceMatch } from './interface'
import { iprange, type IprangeMatch } from './iprange'
import { length, type LengthMatch } from './length'
import { limit, type LimitMatch } from './limit'
import { mac, type MacMatch } from './mac'
import { mark, type MarkMatch } from './mark'
import { multiport, type MultiportMatch } from './multiport'
import { owner, type OwnerMatch } from './owner'
import { pkttype, type PkttypeMatch } from './pkttype'
import type { ProtocolMatch } from './protocol'
import type { RareMatch } from './rare'
import { recent, type RecentMatch } from './recent'
import { rpfilter, type RpfilterMatch } from './rpfilter'
import { set, type SetMatch } from './set'
import { state, type StateMatch } from './state'
import { statistic, type StatisticMatch } from './statistic'
import { tcp, type TcpMatch } from './tcp'
import { tcpmss, type TcpmssMatch } from './tcpmss'
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
  | IcmpMatch
  | IprangeMatch
  | LengthMatch
  | LimitMatch
  | MacMatch
  | MarkMatch
  | MultiportMatch
  | OwnerMatch
  | PkttypeMatch
  | RecentMatch
  | RpfilterMatch
  | SetMatch
  | StateMatch
  | StatisticMatch
  | TcpMatch
  | TcpmssMatch
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
