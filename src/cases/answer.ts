/** The packet that the far end would send back. */
import type { PacketSpec } from '../packet/spec'
import type { Step } from './format'

/**
 * Ends swapped, TTL 64; TCP acknowledges what it got with an empty segment; ICMP gives the echo
 * reply; with `error`, an ICMP error about the packet. The step's `with` is laid over all that.
 */
export function answerTo(p: PacketSpec, step: Extract<Step, { answer: number }>): PacketSpec {
  return { ...(step.error ? errorAbout(p, step.error, step.by) : reply(p)), ...step.with }
}

function reply(p: PacketSpec): PacketSpec {
  const back: PacketSpec = { src: p.dst, dst: p.src, proto: p.proto, ttl: 64 }
  if (p.proto === 'tcp' || p.proto === 'udp' || p.proto === 'sctp') {
    back.sport = p.dport
    back.dport = p.sport
  }
  if (p.proto === 'tcp') {
    const flags = p.flags ?? ''
    const length = (p.payload ?? '').length / 2 + Number(flags.includes('S')) + Number(flags.includes('F'))
    Object.assign(back, { ack: ((p.seq ?? 0) + length) >>> 0, seq: p.ack ?? 0, window: 65535, flags: 'A' })
  }
  if (p.proto === 'icmp') Object.assign(back, { type: 0, code: 0, id: p.id ?? 0, seq: p.seq ?? 0 })
  return back
}

const errorAbout = (p: PacketSpec, error: { type: number; code?: number; rest?: string }, by = p.dst): PacketSpec => ({
  src: by,
  dst: p.src,
  proto: 'icmp',
  ttl: 64,
  ...error,
  inner: { ...p },
})
