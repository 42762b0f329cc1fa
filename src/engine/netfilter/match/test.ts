/** What a match becomes when its rule set is loaded. */
import type { Match, MatchKind, MatchOf } from '../../../rules/ruleset'
import type { NodeEnv } from '../../node'
import type { View } from '../view'

/** A test may set `view.hotdrop`. It is only stateful where `STATEFUL` says so. */
export type Test = (view: View) => boolean

/** Once per rule, when it is loaded; what the rule remembers lives in its closure. */
export type Compile<K extends MatchKind> = (match: MatchOf<K>, env: NodeEnv) => Test

/** Tests whose asking changes something: those behind them must not be asked before them. */
export const STATEFUL: ReadonlySet<Match['kind']> = new Set([
  'connlabel',
  'connlimit',
  'hashlimit',
  'limit',
  'quota',
  'recent',
  'set',
  'socket',
  'statistic',
])
