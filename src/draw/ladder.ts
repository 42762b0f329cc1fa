/** The ladder (a sequence diagram) of a run: what is on each rung. Where rungs stand is `ladder-geometry.ts`. */
import type { Command } from '../model/command'
import { applyEdits } from '../model/edit'
import type { Scenario } from '../model/scenario'
import type { Micros } from '../model/time'
import type { DropReason, PacketId, TraceEvent } from '../model/trace'
import { OFFSET, payloadAt, proto } from '../packet/ipv4'
import { PROTO } from '../packet/protocol'
import { factsOf, type End, type Facts } from './facts'

interface Of {
  /** The event that it stands for. */
  n: number
  t: Micros
}

/** A packet crosses a wire. */
export interface Crossing extends Of {
  kind: 'wire'
  pkt: PacketId
  link: string
  from: string
  to: string | null
  arrives: Micros
  /** As it is on this wire, and as it came to the node that sends it (or was born there). */
  bytes: Uint8Array
  arrived: Uint8Array
  /** An ICMP error (RFC 792): it reports on another packet. */
  error: boolean
  /** The same TCP segment was sent before. */
  again: boolean
  /** It never arrives: why. */
  lost?: DropReason
}

export type Rung =
  | Crossing
  /** A packet's life ends at a node without delivery. */
  | (Of & { kind: 'drop'; pkt: PacketId; node: string; reason: DropReason; bytes: Uint8Array })
  | (Of & { kind: 'command'; command: Command })
  /** Nothing happened since `from`. */
  | (Of & { kind: 'pass'; from: Micros })

interface Known {
  bytes: Uint8Array
  arrived: Uint8Array
  again: boolean
  /** The wire it is on. */
  on?: Crossing
}

/** One pass over the trace. */
export function rungsOf(trace: readonly TraceEvent[]): Rung[] {
  const rungs: Rung[] = []
  const packets = new Map<PacketId, Known>()
  const sent = new Set<string>()
  for (const event of trace) {
    const { n, t } = event
    if (event.kind === 'command') rungs.push({ kind: 'command', n, t, command: event.command })
    else if (event.kind === 'pass') rungs.push({ kind: 'pass', n, t, from: event.from })
    else if (event.kind === 'packet') {
      const { pkt, bytes } = event
      const key = segmentOf(bytes)
      packets.set(pkt, { bytes, arrived: bytes, again: key !== null && sent.has(key) })
      if (key !== null) sent.add(key)
    } else if ('pkt' in event && event.pkt !== undefined) {
      const packet = packets.get(event.pkt)
      if (packet) follow(event, packet)
    }
  }
  return rungs

  function follow(event: TraceEvent, packet: Known): void {
    const { n, t } = event
    if (event.kind === 'rewrite') packet.bytes = applyEdits(packet.bytes, event.edits)
    else if (event.kind === 'enter') {
      packet.arrived = packet.bytes
      packet.on = undefined
    } else if (event.kind === 'wire') {
      const { pkt, link, from, to, arrives } = event
      const { bytes, arrived, again } = packet
      const ends = { from: from.node, to: to?.node ?? null }
      packet.on = { kind: 'wire', n, t, pkt, link, ...ends, arrives, bytes, arrived, again, error: isError(bytes) }
      rungs.push(packet.on)
    } else if (event.kind === 'drop') {
      if (packet.on) packet.on.lost = event.reason
      else
        rungs.push({ kind: 'drop', n, t, pkt: event.pkt, node: event.node, reason: event.reason, bytes: packet.bytes })
      packets.delete(event.pkt)
    } else if (event.kind === 'deliver') packets.delete(event.pkt)
  }
}

/** What tells a TCP segment that fills sequence space: sent again, it is the same. Null for all else. */
function segmentOf(bytes: Uint8Array): string | null {
  if (proto(bytes) !== PROTO.TCP) return null
  const tcp = payloadAt(bytes)
  const flags = bytes[tcp + 13] & 0b111
  const data = bytes.length - tcp - (bytes[tcp + 12] >> 4) * 4
  // Neither SYN nor FIN nor data: a bare acknowledgement may well be said twice. A reset fills nothing.
  if ((flags & 0b11) === 0 && data <= 0) return null
  return `${bytes.slice(OFFSET.SRC, OFFSET.SRC + 8).join()}/${bytes.slice(tcp, tcp + 8).join()}/${flags}/${data}`
}

/** RFC 792's messages that quote a packet: unreachable, source quench, redirect, time exceeded, parameter problem. */
const ERRORS: ReadonlySet<number> = new Set([3, 4, 5, 11, 12])
const isError = (bytes: Uint8Array): boolean => proto(bytes) === PROTO.ICMP && ERRORS.has(bytes[payloadAt(bytes)])

export interface Rewritten {
  now: Facts
  /** Ends, or the ICMP id, as they were before the node that sends it changed them. */
  src?: End
  dst?: End
  id?: number
  /** The packet quoted inside an ICMP error was changed. */
  inner: boolean
}

/** What the node at a crossing's tail changed of its addresses. */
export function rewrittenAt({ bytes, arrived }: Pick<Crossing, 'bytes' | 'arrived'>): Rewritten {
  const now = factsOf(bytes)
  if (bytes === arrived) return { now, inner: false }
  const was = factsOf(arrived)
  return {
    now,
    ...(!same(was.src, now.src) && { src: was.src }),
    ...(!same(was.dst, now.dst) && { dst: was.dst }),
    ...(was.id !== now.id && { id: was.id }),
    inner:
      was.inner !== undefined &&
      now.inner !== undefined &&
      !(same(was.inner.src, now.inner.src) && same(was.inner.dst, now.inner.dst)),
  }
}

export const isRewritten = ({ src, dst, id, inner }: Rewritten): boolean =>
  src !== undefined || dst !== undefined || id !== undefined || inner

const same = (a: End, b: End): boolean => a.address === b.address && a.port === b.port

/** Nodes that have a lifeline, by realm from left to right: those that packets pass, or all while none did. */
export function lifelines({ realms, nodes }: Pick<Scenario, 'realms' | 'nodes'>, rungs: readonly Rung[]): string[] {
  const met = new Set<string>()
  for (const rung of rungs) {
    if (rung.kind === 'wire') {
      met.add(rung.from)
      if (rung.to !== null) met.add(rung.to)
    } else if (rung.kind === 'drop') met.add(rung.node)
  }
  return realms
    .flatMap((realm) => nodes.filter((node) => node.realm === realm.id).map(({ id }) => id))
    .filter((id) => met.size === 0 || met.has(id))
}
