/** Ports of tcp, udp and multiport. */
import type { MatchOf } from '../../../rules/ruleset'
import type { Ports, PortTest } from '../../../rules/match/ports'
import { NO_PORT } from '../view'
import type { Test } from './test'

/** Unreadable ports fit no test, not even an inverted one: nf_tables ends the rule there. */
export const portIn = (t: PortTest, port: number): boolean =>
  port !== NO_PORT && (port >= t.from && port <= t.to) !== t.not

export const udp = (match: MatchOf<'udp'>): Test => bothPorts(match)

/**
 * As iptables-nft asks for them: two single ports at once, as one number of 32 bits. With a `!` before both that lets
 * everything pass but the very pair.
 */
export function bothPorts({ sport, dport }: Ports): Test {
  if (sport && dport && isNot(sport) && isNot(dport)) {
    const [from, to] = [sport.from, dport.from]
    return (v) => v.sport !== NO_PORT && (v.sport !== from || v.dport !== to)
  }
  return eachPort({ sport, dport })
}

/** One by one, as the kernel's own matches ask for them. */
export const eachPort =
  ({ sport, dport }: Ports): Test =>
  (v) =>
    (!sport || portIn(sport, v.sport)) && (!dport || portIn(dport, v.dport))

/** Any port but one; 0 it does not take for one. */
const isNot = (t: PortTest): boolean => t.not && t.from === t.to && t.from !== 0

/** tcp, udp, udplite, dccp and sctp have their ports in the same place. */
export function multiport({ side, ports, not }: MatchOf<'multiport'>): Test {
  const among = (port: number): boolean => ports.some((p) => port >= p.from && port <= p.to)
  return (v) => {
    if (v.offset !== 0) return false
    if (v.at + 4 > v.end) {
      v.hotdrop = true
      return false
    }
    const sport = (v.b[v.at] << 8) | v.b[v.at + 1]
    const dport = (v.b[v.at + 2] << 8) | v.b[v.at + 3]
    const found =
      side === 'source' ? among(sport) : side === 'destination' ? among(dport) : among(sport) || among(dport)
    return found !== not
  }
}
