/** What a target that does something becomes when its rule set is loaded. */
import type { RuleRef } from '../../../model/trace'
import type { TargetKind, TargetOf } from '../../../rules/ruleset'
import type { View } from '../view'

/** The packet goes on to the next rule. */
export const CONTINUE = 0
export const ACCEPTED = 1
/** Dropped; the one who walks the table says so. */
export const DROPPED = 2
/** Dropped, and the trace knows it already. */
export const REJECTED = 3
/** The rest of the table is passed by, and so is what would come of its end (NFQUEUE without a listener). */
export const BYPASSED = 4
export type Outcome = typeof CONTINUE | typeof ACCEPTED | typeof DROPPED | typeof REJECTED | typeof BYPASSED

/** `ref` is null while nobody listens. */
export type Act = (view: View, ref: RuleRef | null) => Outcome
/** Null when the target does nothing to the packet. */
export type Prepare<K extends TargetKind> = (target: TargetOf<K>) => Act | null
