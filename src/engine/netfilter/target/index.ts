/** Every target's behaviour, by kind. A kind without one does not compile; null for those the walker itself knows. Those of rare kinds come later (`rare.ts`). */
import type { Target, TargetKind } from '../../../rules/ruleset'
import type { RareTarget } from '../../../rules/target/rare'
import type { Act, Prepare } from './act'
import { dscp, tos, ttl } from './header'
import { log } from './log'
import { connmark, ct, mark, notrack } from './mark'
import { dnat, masquerade, netmap, redirect, snat } from './nat'
import { reject } from './reject'
import { tcpmss } from './tcpmss'

export type Acts<Kinds extends TargetKind> = { readonly [K in Kinds]: Prepare<K> | null }

const targets = {
  ACCEPT: null,
  DROP: null,
  RETURN: null,
  jump: null,
  goto: null,
  /** Nobody knows what it would do; the packet goes on. */
  unmodelled: null,
  /** No checksum is ever left to a network card here. */
  CHECKSUM: null,
  /** Nothing here queues. */
  CLASSIFY: null,
  CONNMARK: connmark,
  CT: ct,
  DNAT: dnat,
  DSCP: dscp,
  LOG: log,
  MARK: mark,
  MASQUERADE: masquerade,
  NETMAP: netmap,
  /** Nobody listens to its groups. */
  NFLOG: null,
  NOTRACK: notrack,
  REDIRECT: redirect,
  REJECT: reject,
  SNAT: snat,
  TCPMSS: tcpmss,
  TOS: tos,
  /** Every packet is traced. */
  TRACE: null,
  TTL: ttl,
} satisfies Acts<Exclude<TargetKind, RareTarget['kind']>>

export const prepareTarget = (target: Target): Act | null =>
  (targets as unknown as Record<TargetKind, ((target: Target) => Act | null) | null>)[target.kind]?.(target) ?? null

export const addActs = (rare: Acts<RareTarget['kind']>): void => void Object.assign(targets, rare)
