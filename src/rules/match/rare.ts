/** Matches that few rule sets name. They come in a piece of their own (`../rare.ts`). A new one is a line in each of the two lists. */
import { bpf, type BpfMatch } from './bpf'
import { cluster, type ClusterMatch } from './cluster'
import { connbytes, type ConnbytesMatch } from './connbytes'
import { connlabel, type ConnlabelMatch } from './connlabel'
import { cpu, type CpuMatch } from './cpu'
import { dccp, type DccpMatch } from './dccp'
import { ecn, type EcnMatch } from './ecn'
import { devgroup, realm, type DevgroupMatch, type RealmMatch } from './group'
import { hashlimit, type HashlimitMatch } from './hashlimit'
import { helper, type HelperMatch } from './helper'
import type { Matches } from './index'
import { osf, type OsfMatch } from './osf'
import { physdev, type PhysdevMatch } from './physdev'
import { policy, type PolicyMatch } from './policy'
import { quota, type QuotaMatch } from './quota'
import { sctp, type SctpMatch } from './sctp'
import { socket, type SocketMatch } from './socket'
import { ah, esp, ipcomp, type AhMatch, type EspMatch, type IpcompMatch } from './spi'
import { string, type StringMatch } from './string'
import { time, type TimeMatch } from './time'
import { u32, type U32Match } from './u32'

export type RareMatch =
  | AhMatch
  | BpfMatch
  | ClusterMatch
  | ConnbytesMatch
  | ConnlabelMatch
  | CpuMatch
  | DccpMatch
  | DevgroupMatch
  | EcnMatch
  | EspMatch
  | HashlimitMatch
  | HelperMatch
  | IpcompMatch
  | OsfMatch
  | PhysdevMatch
  | PolicyMatch
  | QuotaMatch
  | RealmMatch
  | SctpMatch
  | SocketMatch
  | StringMatch
  | TimeMatch
  | U32Match

export const rareMatches: Matches<RareMatch> = {
  ah,
  bpf,
  cluster,
  connbytes,
  connlabel,
  cpu,
  dccp,
  devgroup,
  ecn,
  esp,
  hashlimit,
  helper,
  ipcomp,
  osf,
  physdev,
  policy,
  quota,
  realm,
  sctp,
  socket,
  string,
  time,
  u32,
}
