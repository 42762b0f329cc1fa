/**
 * iptables-nft turns `-m tcp` and `-m udp` into nf_tables expressions, which leaves out tests that say nothing: a range of
 * all ports and flags that are not looked at are no test any more, not even with a `!` before them; and ports that are not
 * among the first are those behind them.
 */
import type { Match, MatchOf } from './match'

type Native = MatchOf<'tcp' | 'udp'>
type Fields = Pick<MatchOf<'tcp'>, 'sport' | 'dport' | 'flags'>

export const asNative = (matches: readonly Match[]): Match[] =>
  matches.flatMap((m) => (m.kind === 'tcp' || m.kind === 'udp' ? cleaned(m) : [m]))

/** A match that had tests and has none left is gone; one that never had any stays (`-m tcp`). */
function cleaned(match: Native): Match[] {
  const clean = { ...match }
  const fields: Fields = clean
  for (const port of ['sport', 'dport'] as const) {
    const test = fields[port]
    if (test?.from !== 0 || test.to === 0) continue
    if (test.to === 65535) delete fields[port]
    else if (test.not) fields[port] = { from: test.to + 1, to: 65535, not: false }
  }
  if (fields.flags?.mask === 0) delete fields.flags
  const empty = !fields.sport && !fields.dport && !fields.flags && !('option' in clean && clean.option)
  return empty && saysSomething(match) ? [] : [clean]
}

/** Whether it has any test but those of all ports. */
export const saysSomething = ({ sport, dport, flags }: Fields): boolean =>
  [sport, dport].some((port) => port && (port.not || port.from > 0 || port.to < 65535)) ||
  (flags !== undefined && (flags.not || flags.mask > 0 || flags.set > 0))
