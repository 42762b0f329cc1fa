/** What rows are grouped by: an address that each row has, found from its columns. */
import type { Scenario } from '../../model/scenario'
import { ROW, type Rows } from '../../model/rows'
import { inPrefix, parsePrefix } from '../../packet/address'

export type GroupBy = 'none' | 'inside' | 'outside'

/** A row's address; null when rows are not grouped. */
export function groupOf(by: GroupBy, rows: Rows, { realms }: Pick<Scenario, 'realms'>): ((i: number) => number) | null {
  const { src, dst, rsrc, rdst, flags } = rows
  if (by === 'none') return null
  if (by === 'outside')
    // What the other side sees in place of the inside end.
    return (i) => (flags[i] & ROW.DST_NAT && !(flags[i] & ROW.SRC_NAT) ? dst[i] : rdst[i])
  const inside = realms
    .filter(({ kind }) => kind === 'private')
    .flatMap(({ prefixes }) => prefixes.map(parsePrefix))
    .filter((prefix) => prefix !== null)
  const isInside = (a: number) => inside.some((prefix) => inPrefix(a, prefix))
  return (i) => (!isInside(src[i]) && isInside(rsrc[i]) ? rsrc[i] : src[i])
}
