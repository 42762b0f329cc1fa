/** Every target there is. A new one is a file here and a line in each of the lists, or in those of `rare.ts`. */
import { checksum, type ChecksumTarget } from './checksum'
import { classify, type ClassifyTarget } from './classify'
import { connmark, type ConnmarkTarget } from './connmark'
import { ct, notrack, type CtTarget, type NotrackTarget } from './ct'
import { dnat, type DnatTarget } from './dnat'
import { dscpTarget, type DscpTarget } from './dscp'
import type { JumpTarget } from './jump'
import { log, type LogTarget } from './log'
import { markTarget, type MarkTarget } from './mark'
import { masquerade, type MasqueradeTarget } from './masquerade'
import { netmap, type NetmapTarget } from './netmap'
import { nflog, type NflogTarget } from './nflog'
import type { RareTarget } from './rare'
import { redirect, type RedirectTarget } from './redirect'
import { reject, type RejectTarget } from './reject'
import { snat, type SnatTarget } from './snat'
import { tcpmss, type TcpmssTarget } from './tcpmss'
import { tosTarget, type TosTarget } from './tos'
import { trace, type TraceTarget } from './trace'
import { ttlTarget, type TtlTarget } from './ttl'
import type { UnmodelledTarget } from './unmodelled'
import type { VerdictTarget } from './verdict'
import type { Extension } from '../grammar'

type CommonTarget =
  | ChecksumTarget
  | ClassifyTarget
  | ConnmarkTarget
  | CtTarget
  | DnatTarget
  | DscpTarget
  | LogTarget
  | MarkTarget
  | MasqueradeTarget
  | NetmapTarget
  | NflogTarget
  | NotrackTarget
  | RedirectTarget
  | RejectTarget
  | SnatTarget
  | TcpmssTarget
  | TosTarget
  | TraceTarget
  | TtlTarget

export type ExtensionTarget = CommonTarget | RareTarget

export type Target = VerdictTarget | JumpTarget | ExtensionTarget | UnmodelledTarget
export type TargetKind = Target['kind']
export type TargetOf<K extends TargetKind> = Extract<Target, { kind: K }>

export type Targets<T extends ExtensionTarget> = { readonly [K in T['kind']]: Extension<TargetOf<K>> }

const common: Targets<CommonTarget> = {
  CHECKSUM: checksum,
  CLASSIFY: classify,
  CONNMARK: connmark,
  CT: ct,
  DNAT: dnat,
  DSCP: dscpTarget,
  LOG: log,
  MARK: markTarget,
  MASQUERADE: masquerade,
  NETMAP: netmap,
  NFLOG: nflog,
  NOTRACK: notrack,
  REDIRECT: redirect,
  REJECT: reject,
  SNAT: snat,
  TCPMSS: tcpmss,
  TOS: tosTarget,
  TRACE: trace,
  TTL: ttlTarget,
}

/** By the name after `-j`, which is its kind. `rare.ts` brings more. */
const byName = new Map(Object.entries<Extension<ExtensionTarget>>(common))
export const targetByName: ReadonlyMap<string, Extension<ExtensionTarget>> = byName

export function addTargets(rare: Targets<RareTarget>): void {
  for (const extension of Object.values<Extension<ExtensionTarget>>(rare)) byName.set(extension.name, extension)
}

export const targetExtensionOf = (t: ExtensionTarget): Extension<ExtensionTarget> => byName.get(t.kind)!

export const isExtensionTarget = (t: Target): t is ExtensionTarget => byName.has(t.kind)
