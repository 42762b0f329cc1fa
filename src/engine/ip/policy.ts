/**
 * Which routing table is asked, and about whom (`ip rule`; `fib_rules_lookup`). Rules stand in order of their priority; the first that
 * fits and whose table knows a way decides.
 */
import { mask, type Prefix } from '../../packet/address'
import { u16 } from '../../packet/bytes'
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'

/** Numbers of the tables that every node has. */
export const TABLE = { LOCAL: 255, MAIN: 254, DEFAULT: 253 } as const

/** Who asks for a way: the rest of a packet, beside where it goes. */
export interface Flow {
  /** Source address; 0 of a socket that is bound to none. */
  from: number
  /** The way in; `lo` of what the node itself sends. */
  iif: string
  mark: number
  tos: number
  /** Protocol and ports; 0 where nobody has looked. */
  proto: number
  sport: number
  dport: number
}

export const OWN: Flow = { from: 0, iif: 'lo', mark: 0, tos: 0, proto: 0, sport: 0, dport: 0 }

/** Of a packet that comes in by `iif`, or by default of one that the node itself sends from the address `from`. */
export function flowOf(b: Uint8Array, mark: number, iif = 'lo', from = ipv4.src(b)): Flow {
  const proto = ipv4.proto(b)
  const at = ipv4.payloadAt(b)
  const hasPorts = (proto === PROTO.TCP || proto === PROTO.UDP) && ipv4.fragmentOffset(b) === 0 && b.length >= at + 4
  const [sport, dport] = hasPorts ? [u16(b, at), u16(b, at + 2)] : [0, 0]
  return { from, iif, mark, tos: ipv4.tos(b), proto, sport, dport }
}

export interface PolicyRule {
  priority: number
  not?: true
  from?: Prefix
  to?: Prefix
  tos?: number
  mark?: { value: number; mask: number }
  iif?: string
  oif?: string
  proto?: number
  sport?: readonly [number, number]
  dport?: readonly [number, number]
  /** The table that is asked, or what is answered at once. */
  action: number | 'blackhole' | 'unreachable' | 'prohibit'
  /** A route that is no more exact than this is none (`suppress_prefixlength`). */
  suppress?: number
}

export interface Policy {
  readonly rules: readonly PolicyRule[]
  /** Nobody changed the three that are there from the start. */
  readonly isPlain: boolean
  /** Behind those of the same priority; without one, before all but the first. */
  add(rule: Omit<PolicyRule, 'priority'> & { priority?: number }): void
  /** Takes the first out that is as asked; false when there is none. */
  remove(is: (rule: PolicyRule) => boolean): boolean
}

export function createPolicy(): Policy {
  const rules: PolicyRule[] = [
    { priority: 0, action: TABLE.LOCAL },
    { priority: 32_766, action: TABLE.MAIN },
    { priority: 32_767, action: TABLE.DEFAULT },
  ]
  let isPlain = true
  return {
    rules,
    get isPlain() {
      return isPlain
    },
    add(rule) {
      isPlain = false
      const priority = rule.priority ?? Math.max(0, (rules[1]?.priority ?? 0) - 1)
      const at = rules.findIndex((r) => r.priority > priority)
      rules.splice(at < 0 ? rules.length : at, 0, { ...rule, priority })
    },
    remove(is) {
      const at = rules.findIndex(is)
      if (at >= 0) rules.splice(at, 1)
      isPlain &&= at < 0
      return at >= 0
    },
  }
}

const lies = (a: number, p: Prefix | undefined): boolean => !p || ((a ^ p.address) & mask(p.bits)) === 0
const among = (n: number, range: readonly [number, number] | undefined): boolean =>
  !range || (n >= range[0] && n <= range[1])

/** `fib_rule_match`. Nobody here is bound to a device, so that no way out is asked for. */
export function isMeant(rule: PolicyRule, to: number, flow: Flow): boolean {
  const fits =
    lies(flow.from, rule.from) &&
    lies(to, rule.to) &&
    rule.oif === undefined &&
    (rule.iif === undefined || rule.iif === flow.iif) &&
    (!rule.mark || ((flow.mark ^ rule.mark.value) & rule.mark.mask) === 0) &&
    (!rule.tos || rule.tos === (flow.tos & 0xfc)) &&
    (!rule.proto || rule.proto === flow.proto) &&
    among(flow.sport, rule.sport) &&
    among(flow.dport, rule.dport)
  return fits !== (rule.not ?? false)
}
