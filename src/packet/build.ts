/** A packet as written down → its bytes, every checksum right. */
import { parseAddress } from './address'
import { fromHex, u32 } from './bytes'
import { makeIcmp } from './icmp'
import { makeIpv4 } from './ipv4'
import { PROTO, protocolNumber } from './protocol'
import type { PacketSpec } from './spec'
import { flagBits, makeTcp } from './tcp'
import { makeUdp } from './udp'

/**
 * Fields left out get the defaults that `spec.ts` names, numbers else 0. A fragment other than the first carries
 * `payload` as it is. Throws RangeError, with a sentence that names the field, on anything that cannot be.
 */
export function build(spec: PacketSpec): Uint8Array {
  const src = addressOf(spec.src, 'src')
  const dst = addressOf(spec.dst, 'dst')
  const proto = protocolOf(spec.proto)
  const header = {
    src,
    dst,
    proto,
    ttl: number(spec.ttl ?? 64, 'ttl', 0xff),
    tos: number(spec.tos, 'tos', 0xff),
    id: number(spec.ipid, 'ipid', 0xffff),
    df: spec.df === true,
    mf: spec.mf === true,
    fragmentOffset: number(spec.frag, 'frag', 0x1fff),
  }
  const options = hex(spec.ipoptions, 'ipoptions')
  if (options.length > 40) throw new RangeError(`ipoptions: ${options.length} bytes; at most 40 fit`)
  const payload = hex(spec.payload, 'payload')
  return makeIpv4(
    { ...header, options },
    header.fragmentOffset > 0 ? payload : transport(spec, proto, payload, src, dst),
  )
}

function transport(spec: PacketSpec, proto: number, payload: Uint8Array, src: number, dst: number): Uint8Array {
  // A protocol given by number is written raw, even 6: that is how a case makes a broken TCP segment.
  if (typeof spec.proto === 'number') return payload
  const ports = { sport: number(spec.sport, 'sport', 0xffff), dport: number(spec.dport, 'dport', 0xffff) }
  if (proto === PROTO.TCP) {
    const flags = flagBits(spec.flags ?? '')
    if (flags === null) throw new RangeError(`flags: "${spec.flags}"; letters of SAFRPUEC were expected`)
    const options = hex(spec.options, 'options')
    if (options.length > 40) throw new RangeError(`options: ${options.length} bytes; at most 40 fit`)
    const seq = number(spec.seq, 'seq', 0xffffffff)
    const ack = number(spec.ack, 'ack', 0xffffffff)
    const window = number(spec.window ?? 65535, 'window', 0xffff)
    return makeTcp({ ...ports, flags, options, seq, ack, window }, payload, src, dst)
  }
  if (proto === PROTO.UDP) return makeUdp({ ...ports, noChecksum: spec.nocsum }, payload, src, dst)
  if (proto === PROTO.ICMP) {
    const head = { type: number(spec.type, 'type', 0xff), code: number(spec.code, 'code', 0xff) }
    if (!spec.inner)
      return makeIcmp({
        ...head,
        id: number(spec.id, 'id', 0xffff),
        seq: number(spec.seq, 'seq', 0xffff),
        data: payload,
      })
    const rest = hex(spec.rest ?? '00000000', 'rest')
    if (rest.length !== 4) throw new RangeError(`rest: "${spec.rest}"; 8 hex digits were expected`)
    return makeIcmp({ ...head, rest: u32(rest, 0), inner: build(spec.inner) })
  }
  return payload
}

function addressOf(text: string, field: string): number {
  const value = parseAddress(text)
  if (value !== null) return value
  if (text.includes(':')) throw new RangeError(`${field}: IPv6 is not modelled yet: "${text}"`)
  throw new RangeError(`${field}: "${text}"; an IPv4 address was expected`)
}

function protocolOf(proto: PacketSpec['proto']): number {
  if (typeof proto === 'number') return number(proto, 'proto', 0xff)
  if ((proto as string) === 'icmpv6') throw new RangeError('proto: icmpv6 is not modelled yet')
  const value = protocolNumber(proto)
  if (value === null) throw new RangeError(`proto: "${proto}"; tcp, udp, icmp, sctp, gre or a number was expected`)
  return value
}

function number(value: number | undefined, field: string, max: number): number {
  if (value === undefined) return 0
  if (Number.isInteger(value) && value >= 0 && value <= max) return value
  throw new RangeError(`${field}: ${value}; a whole number from 0 to ${max} was expected`)
}

function hex(text: string | undefined, field: string): Uint8Array {
  const bytes = fromHex(text ?? '')
  if (bytes === null) throw new RangeError(`${field}: "${text}"; pairs of hex digits were expected`)
  return bytes
}
