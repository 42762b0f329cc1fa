/**
 * The matches of a rule as `iptables-save` sees them once the kernel has the rule. The nf_tables backend turns the
 * ports and flags of `-m tcp` and `-m udp` into bare comparisons and reads them back into the first such match of the rule:
 * several become one, a field compared twice shows its last value, and a `!` stays. (The packets still meet all of them.)
 * Recorded with iptables 1.8.9.
 */
import type { Match } from './match'
import type { PortTest } from './match/ports'
import type { TcpMatch } from './match/tcp'
import type { UdpMatch } from './match/udp'

export function readBack(matches: readonly Match[]): Match[] {
  const out: Match[] = []
  for (const match of matches) {
    const at = isNative(match) ? out.findIndex((earlier) => earlier.kind === match.kind && isNative(earlier)) : -1
    if (at < 0) out.push(match)
    else out[at] = merged(out[at], match)
  }
  return out
}

/** Only comparisons of header fields: one with a TCP option, or that compares nothing, stays what it is. */
const isNative = (m: Match): m is TcpMatch | UdpMatch =>
  m.kind === 'tcp' ? m.option === undefined && compares(m) : m.kind === 'udp' && compares(m)

const compares = (m: TcpMatch | UdpMatch): boolean =>
  narrows(m.sport) || narrows(m.dport) || (m.kind === 'tcp' && m.flags !== undefined)

const narrows = (t: PortTest | undefined): boolean => t !== undefined && (t.not || t.from > 0 || t.to < 65535)

function merged(first: Match, later: Match): Match {
  if (first.kind === 'tcp' && later.kind === 'tcp')
    return { ...first, ...ports(first, later), flags: last(first.flags, later.flags) }
  return first.kind === 'udp' && later.kind === 'udp' ? { ...first, ...ports(first, later) } : first
}

const ports = <M extends TcpMatch | UdpMatch>(first: M, later: M) => ({
  sport: last(first.sport, later.sport),
  dport: last(first.dport, later.dport),
})

const last = <T extends { not: boolean }>(a: T | undefined, b: T | undefined): T | undefined =>
  b && a ? { ...b, not: a.not || b.not } : (b ?? a)
