import type { Tuple } from '../../model/conntrack'

/** The tuple of the other direction. */
export const invert = (t: Tuple): Tuple => ({ ...t, src: t.dst, dst: t.src, sport: t.dport, dport: t.sport })
