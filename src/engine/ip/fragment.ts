/** Pieces of a packet that is longer than the wire takes (RFC 791 §3.2, "Fragmentation"; `ip_fragment`). */
import { setU16 } from '../../packet/bytes'
import { checksum } from '../../packet/checksum'
import { TYPE, UNREACHABLE } from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import * as tcp from '../../packet/tcp'
import type { Iface } from '../node'
import type { Skb } from '../skb'
import { OPTION } from './options'
import type { Gathered } from './pile'
import { drop, newSkb, type Stack } from './stack'

const COPIED = 128

/** A packet must not be cut, unless it came in pieces that were small enough, or is the node's own, which says so to others only. */
export const mayNotBeCut = ({ bytes, gathered, ignoresDf }: Skb, mtu: number): boolean =>
  ipv4.dontFragment(bytes) && !ignoresDf && (gathered === null || gathered.largest > mtu)

/** Sends the packet in pieces. What came in pieces leaves in pieces (`ip_do_fragment`): the same ones where they fit. */
export function fragment(stack: Stack, skb: Skb, out: Iface, hop: number, mtu: number): void {
  if (mayNotBeCut(skb, mtu)) return tooBig(stack, skb, mtu)
  const { bytes: b, gathered } = skb
  const longest = Math.min(mtu, gathered?.largest ?? mtu)
  const sizes = gathered && oldSizes(b, gathered, longest)
  if (!sizes && b.length <= longest) return stack.outside.transmit(skb, out, hop)
  const pieces = sizes ? cut(b, sizes, false) : split(b, longest, gathered?.df)
  // The first piece goes on under the packet's own number; the others are born here.
  const shorter = { at: ipv4.OFFSET.LENGTH, was: skb.bytes.slice(2), now: pieces[0].slice(2) }
  stack.say?.({ kind: 'rewrite', pkt: skb.id, node: stack.id, cause: { by: 'forward' }, edits: [shorter] })
  skb.bytes = pieces[0]
  stack.outside.transmit(skb, out, hop)
  for (const bytes of pieces.slice(1)) {
    const piece = { ...newSkb(stack, bytes), out }
    stack.say?.({ kind: 'packet', pkt: piece.id, node: stack.id, bytes: bytes.slice(), by: 'kernel', about: skb.id })
    stack.outside.transmit(piece, out, hop)
  }
}

/** It must not be cut, and its sender learns how long it may be (RFC 1191 §4). */
export function tooBig(stack: Stack, skb: Skb, mtu: number): void {
  const tell = () => stack.icmpError(skb, TYPE.UNREACHABLE, UNREACHABLE.FRAGMENTATION_NEEDED, mtu)
  drop(stack, skb, 'too-big', tell, mtu)
}

/** The sizes in which it came, if its pieces are still there and none is too long. A TCP header has to be in the first one. */
function oldSizes(b: Uint8Array, { sizes }: Gathered, longest: number): number[] | null {
  if (!sizes || (ipv4.proto(b) === PROTO.TCP && sizes[0] < tcp.MIN_HEADER)) return null
  const room = longest - ipv4.headerLength(b)
  return sizes.every((n, i) => n <= room && (n % 8 === 0 || i === sizes.length - 1)) ? sizes : null
}

/** Each piece is at most `mtu` bytes; all but the last carry a multiple of 8. `df` is what they are to say. */
export function split(bytes: Uint8Array, mtu: number, df = false): Uint8Array[] {
  const header = ipv4.headerLength(bytes)
  const room = mtu - header
  if (room < 8) throw new RangeError(`no room for data in ${mtu} bytes`)
  const sizes: number[] = []
  for (let left = bytes.length - header; left > 0; left -= sizes.at(-1)!) sizes.push(left > room ? room & ~7 : left)
  return cut(bytes, sizes, df)
}

/** Pieces with so much payload each. All keep the length of the header. */
function cut(bytes: Uint8Array, sizes: readonly number[], df: boolean): Uint8Array[] {
  const header = ipv4.headerLength(bytes)
  const first = ipv4.fragmentOffset(bytes)
  const more = ipv4.moreFragments(bytes)
  const pieces: Uint8Array[] = []
  let from = header
  for (const size of sizes) {
    const to = from + size
    const piece = new Uint8Array(header + to - from)
    piece.set(bytes.subarray(0, header))
    piece.set(bytes.subarray(from, to), header)
    if (from > header) blankOptions(piece, header)
    setU16(piece, ipv4.OFFSET.LENGTH, piece.length)
    const flags = (more || to < bytes.length ? ipv4.MF : 0) | (df ? ipv4.DF : 0)
    setU16(piece, ipv4.OFFSET.FRAGMENT, flags | (first + (from - header) / 8))
    setU16(piece, ipv4.OFFSET.CHECKSUM, 0)
    setU16(piece, ipv4.OFFSET.CHECKSUM, checksum(piece, 0, header))
    pieces.push(piece)
    from = to
  }
  return pieces
}

/** Only options with their highest bit set are for every piece; elsewhere padding takes their place. */
function blankOptions(b: Uint8Array, end: number): void {
  let i: number = ipv4.OFFSET.OPTIONS
  while (i < end && b[i] !== OPTION.END) {
    const length = b[i] === OPTION.NOP ? 1 : b[i + 1]
    if (length < 1 || i + length > end) return
    if (b[i] < COPIED) b.fill(OPTION.NOP, i, i + length)
    i += length
  }
}
