/** The ports (or ICMP ids) that NAT may choose from: the rule's own range, else the band that the port lies in. */
import type { EventOf } from '../model/trace'
import type { Rule } from '../rules/ruleset'

export interface Band {
  from: number
  to: number
  /** The search goes through this one. */
  used: boolean
}

export interface Bands {
  bands: Band[]
  /** The rule names them; else they are the kernel's (`nf_nat_l4proto_unique_tuple`). */
  named: boolean
  /** The port before and after, and what was tried on the way. */
  was: number
  chosen: number
  tried: { port: number; taken: boolean }[]
}

const KERNEL: readonly (readonly [number, number])[] = [
  [1, 511],
  [600, 1023],
  [1024, 65535],
]
const ICMP = 1

/** Nothing where there is no choice: without ports, for a destination that no range is named for, for one port named. */
export function bandsOf({ before, after, manip, tries }: EventOf<'nat-bind'>, rule?: Rule): Bands | undefined {
  const part = (tuple: typeof before) => (tuple.proto === ICMP ? tuple.id : manip === 'src' ? tuple.sport : tuple.dport)
  const was = part(before)
  const chosen = part(after)
  const ports = rule?.target && 'ports' in rule.target ? rule.target.ports : undefined
  if (was === undefined || chosen === undefined || (manip === 'dst' && !ports)) return undefined
  if (ports && ports.from === ports.to) return undefined
  const one = after.proto === ICMP ? [[0, 65535] as const] : KERNEL
  const bands = ports
    ? [{ ...ports, used: true }]
    : one.map(([from, to]) => ({ from, to, used: was >= from && was <= to }))
  // A port between the bands is sought in the one above it.
  if (!bands.some(({ used }) => used)) bands[was < 512 ? 0 : 1].used = true
  return {
    bands,
    named: ports !== undefined,
    was,
    chosen,
    // A try is a tuple of either direction: the end that is chosen is what differs from the packet's other end.
    tried: tries.map(({ tuple, takenBy }) => ({
      port: (tuple.proto === ICMP ? tuple.id : asPacket(tuple, after, manip)) ?? 0,
      taken: takenBy !== undefined,
    })),
  }
}

const asPacket = (tuple: EventOf<'nat-bind'>['after'], after: typeof tuple, manip: 'src' | 'dst') => {
  const same = manip === 'src' ? tuple.dst === after.dst : tuple.src === after.src
  return manip === 'src' ? (same ? tuple.sport : tuple.dport) : same ? tuple.dport : tuple.sport
}

/** Where a port lies in its band, from 0 to 1. */
export const placeIn = ({ from, to }: Pick<Band, 'from' | 'to'>, port: number): number =>
  to === from ? 0.5 : (port - from) / (to - from)
