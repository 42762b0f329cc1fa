/** What few runs need, in one piece that `wanted.ts` loads: what makes sets, and what knows rare matches and targets. */
import './netfilter/rare'

export { makeSets } from './ipset/restore'
