/** Every target's behaviour, by kind. A kind without one does not compile; null for those the walker itself knows. */
import type { Target, TargetKind } from '../../../rules/ruleset'
import type { Act, Prepare } from './act'
import { log } from './log'
import { mark, notrack } from './mark'
import { dnat, masquerade, redirect, snat } from './nat'
import { reject } from './reject'

const targets = {
  ACCEPT: null,
  DROP: null,
  RETURN: null,
  jump: null,
  goto: null,
  /** Nobody knows what it would do; the packet goes on. */
  unmodelled: null,
  CT: notrack,
  DNAT: dnat,
  LOG: log,
  MARK: mark,
  MASQUERADE: masquerade,
  NOTRACK: notrack,
  REDIRECT: redirect,
  REJECT: reject,
  SNAT: snat,
} satisfies { [K in TargetKind]: Prepare<K> | null }

export const prepareTarget = (target: Target): Act | null =>
  (targets[target.kind] as ((target: Target) => Act) | null)?.(target) ?? null
