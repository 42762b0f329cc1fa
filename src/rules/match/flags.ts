/** What matches share whose options are only there or not. */
import { words, type Option } from '../grammar'

export const flagOptions = <F extends string>(names: readonly F[]): Option<Partial<Record<F, true>>>[] =>
  names.map((name) => ({ names: [name], takes: 0, read: (m) => void (m[name] = true) }))

/** Those that are there, in order. */
export const flagText = <F extends string>(names: readonly F[], m: Partial<Record<F, true>>, before = ''): string =>
  words(...names.map((name) => m[name] && before + name))
