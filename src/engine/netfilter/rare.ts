/** Matches and targets that few rule sets name: what they do, and how they are read. `../wanted.ts` has them loaded before a run that names them. */
import '../../rules/rare'
import { addMatchers } from './match'
import { rareMatchers } from './match/rare'
import { addActs } from './target'
import { rareActs } from './target/rare'

addMatchers(rareMatchers)
addActs(rareActs)
