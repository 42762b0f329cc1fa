/**
 * iptables-nft turns `-m tcp` and `-m udp` into nf_tables expressions and back. That leaves out tests that say nothing,
 * and makes one match of several: `--dport 80 -m state … -m tcp --syn` comes back with both beside each other.
 */
import type { Match, MatchOf } from './match'

type Native = MatchOf<'tcp' | 'udp'>
const FIELDS = ['sport', 'dport', 'flags'] as const
type Fields = Pick<MatchOf<'tcp'>, (typeof FIELDS)[number]>

export function asNative(matches: readonly Match[]): Match[] {
  const first = new Map<Match['kind'], Native>()
  const kept: Match[] = []
  for (const match of matches) {
    if (match.kind !== 'tcp' && match.kind !== 'udp') kept.push(match)
    else if (!translated(match)) kept.push(cleaned(match))
    else {
      const clean = cleaned(match)
      const before = first.get(match.kind)
      if (before && fit(before, clean)) Object.assign(before, clean)
      else if (FIELDS.some((field) => (clean as Fields)[field])) {
        kept.push(clean)
        if (!before) first.set(match.kind, clean)
      }
    }
  }
  return kept
}

/** One with `--tcp-option`, and one that has no test at all, stays as it is (`xt_tcp`, `xt_udp`). */
const translated = (m: Native): boolean =>
  !('option' in m && m.option) && FIELDS.some((field) => says((m as Fields)[field]))

const says = (t: Fields[keyof Fields]): boolean =>
  t !== undefined && (t.not || ('mask' in t ? t.mask > 0 || t.set > 0 : t.from > 0 || t.to < 65535))

/** Without ranges of all ports and flags that are not looked at: to nf_tables they are no test, not even with a `!`. */
function cleaned<M extends Native>(match: M): M {
  const clean = { ...match }
  const fields = clean as Fields
  for (const field of ['sport', 'dport'] as const)
    if (fields[field] && fields[field].from === 0 && fields[field].to === 65535) delete fields[field]
  if (fields.flags?.mask === 0) delete fields.flags
  return clean
}

/** Nothing that both test. */
const fit = (a: Native, b: Native): boolean => FIELDS.every((field) => !(a as Fields)[field] || !(b as Fields)[field])
