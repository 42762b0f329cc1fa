/**
 * Matches and targets that few rule sets name: not in the first bundle of the worker. From when this is loaded on, rules that name
 * them are read. `namesRare` says whether a text does.
 */
import { addMatches } from './match'
import { rareMatches } from './match/rare'
import { addTargets } from './target'
import { rareTargets } from './target/rare'

addMatches(rareMatches)
addTargets(rareTargets)
