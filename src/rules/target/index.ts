/** Every target there is. A new one is a file here and a line in each of the lists. */
import { ct, notrack, type CtTarget, type NotrackTarget } from './ct'
import { dnat, type DnatTarget } from './dnat'
import type { JumpTarget } from './jump'
import { log, type LogTarget } from './log'
import { markTarget, type MarkTarget } from './mark'
import { masquerade, type MasqueradeTarget } from './masquerade'
import { redirect, type RedirectTarget } from './redirect'
import { reject, type RejectTarget } from './reject'
import { snat, type SnatTarget } from './snat'
import type { UnmodelledTarget } from './unmodelled'
import type { VerdictTarget } from './verdict'
import type { Extension, Habitat } from '../grammar'

export type ExtensionTarget =
  | CtTarget
  | DnatTarget
  | LogTarget
  | MarkTarget
  | MasqueradeTarget
  | NotrackTarget
  | RedirectTarget
  | RejectTarget
  | SnatTarget

export type Target = VerdictTarget | JumpTarget | ExtensionTarget | UnmodelledTarget
export type TargetKind = Target['kind']
export type TargetOf<K extends TargetKind> = Extract<Target, { kind: K }>

export const targetExtensions: { readonly [K in ExtensionTarget['kind']]: Extension<TargetOf<K>> } = {
  CT: ct,
  DNAT: dnat,
  LOG: log,
  MARK: markTarget,
  MASQUERADE: masquerade,
  NOTRACK: notrack,
  REDIRECT: redirect,
  REJECT: reject,
  SNAT: snat,
}

/** Where the kernel lets a target stand (its `xt_target`'s table and hooks). */
export const habitats: { readonly [kind: string]: Habitat } = {
  CT: { tables: ['raw'] },
  DNAT: { tables: ['nat'], hooks: ['PREROUTING', 'OUTPUT'] },
  MASQUERADE: { tables: ['nat'], hooks: ['POSTROUTING'] },
  NOTRACK: { tables: ['raw'] },
  REDIRECT: { tables: ['nat'], hooks: ['PREROUTING', 'OUTPUT'] },
  REJECT: { tables: ['filter'], hooks: ['INPUT', 'FORWARD', 'OUTPUT'] },
  SNAT: { tables: ['nat'], hooks: ['INPUT', 'POSTROUTING'] },
}

/** By the name after `-j`. */
export const targetByName: ReadonlyMap<string, Extension<ExtensionTarget>> = new Map(
  Object.values<Extension<ExtensionTarget>>(targetExtensions).map((e) => [e.name, e]),
)

export const targetExtensionOf = (t: ExtensionTarget): Extension<ExtensionTarget> => targetExtensions[t.kind]
