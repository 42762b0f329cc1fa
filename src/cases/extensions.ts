/** Which matches and targets of iptables the engine does, and which it knows by name and passes over. */
import { KNOWN_MATCHES, KNOWN_TARGETS } from '../rules/known'
import { matchByName } from '../rules/match/index'
import '../rules/rare'
import { targetByName } from '../rules/target/index'

export interface Extensions {
  matches: string[]
  targets: string[]
}

/** By the names after `-m` and `-j`, in order. */
export const modelled: Readonly<Extensions> = {
  matches: [...matchByName.keys()].toSorted(),
  targets: [...targetByName.keys(), 'ACCEPT', 'DROP', 'RETURN'].toSorted(),
}

export const passedOverByName: Readonly<Extensions> = {
  matches: [...KNOWN_MATCHES].filter((name) => !modelled.matches.includes(name)).toSorted(),
  targets: [...KNOWN_TARGETS].filter((name) => !modelled.targets.includes(name)).toSorted(),
}
