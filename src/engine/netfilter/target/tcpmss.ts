/**
 * TCPMSS: the maximum segment size in a segment's options is lowered, never raised; where there is none it is put in
 * (`tcpmss_mangle_packet`). Nobody looks whether the segment is a SYN: that is for the rule's matches.
 */
import type { RuleRef } from '../../../model/trace'
import { setU16, u16, u32 } from '../../../packet/bytes'
import { update16, update32 } from '../../../packet/checksum'
import * as ipv4 from '../../../packet/ipv4'
import * as tcp from '../../../packet/tcp'
import { KIND } from '../../../packet/tcp-options'
import type { TargetOf } from '../../../rules/ruleset'
import { put16 } from '../../nat/rewrite'
import type { View } from '../view'
import { type Act, CONTINUE } from './act'
import { dropped } from './drop'
import { editsFor, sayEdits } from './edits'

/** Kind, length, two bytes of size. */
const OPTION_LENGTH = 4
const HEADERS = ipv4.MIN_HEADER + tcp.MIN_HEADER
const LONGEST_HEADER = 60
/** What everybody can take (RFC 9293 §3.7.1): more is not promised for somebody who said nothing. */
const DEFAULT_MSS = 536

export const tcpmss =
  ({ mss }: TargetOf<'TCPMSS'>): Act =>
  (v, ref) => {
    const { b, at, end } = v
    if (v.offset !== 0) return CONTINUE
    // The kernel makes one piece of it to write into.
    if (v.skb.gathered) v.skb.gathered.sizes = null
    const header = end - at < tcp.MIN_HEADER ? 0 : tcp.headerLength(b, at)
    if (header < tcp.MIN_HEADER || at + header > end) return dropped(v, ref, 'bad-header')
    const now = mss ?? pathMtu(v) - HEADERS
    if (mss === null && now <= 0) return dropped(v, ref, 'too-big')
    const option = find(b, at, header)
    if (option >= 0) lower(v, option, now, ref)
    else if (at + header === end && header < LONGEST_HEADER) insert(v, Math.min(now, DEFAULT_MSS), ref)
    return CONTINUE
  }

/** The narrower of the way there and the way back. */
const pathMtu = ({ env, skb, src, dst }: View): number =>
  Math.min(skb.out ? Math.min(skb.out.mtu, env.pathMtu(dst >>> 0)) : Infinity, env.mtuTo(src))

/** Walks on where an option's length is 0, and over the mark of the list's end, as the kernel does. */
function find(b: Uint8Array, at: number, header: number): number {
  const end = at + header
  for (let i = at + tcp.MIN_HEADER; i + OPTION_LENGTH <= end; i += b[i] <= KIND.NOP ? 1 : b[i + 1] || 1)
    if (b[i] === KIND.MSS && b[i + 1] === OPTION_LENGTH) return i
  return -1
}

/**
 * The kernel's update of the checksum takes the size for a whole word of it: behind an odd number of padding bytes
 * the checksum comes out wrong, here as there.
 */
function lower(v: View, option: number, mss: number, ref: RuleRef | null): void {
  const { b, at } = v
  const was = u16(b, option + 2)
  if (was <= mss) return
  const edits = editsFor(v)
  const checkAt = at + tcp.OFFSET.CHECKSUM
  put16(b, option + 2, mss, edits)
  put16(b, checkAt, update16(u16(b, checkAt), was, mss), edits)
  sayEdits(v, ref, 'TCPMSS', edits)
}

/** The option goes before all others; the packet grows by it. */
function insert(v: View, mss: number, ref: RuleRef | null): void {
  const { skb, at, hook } = v
  const edits = editsFor(v)
  const old = v.b
  const place = at + tcp.OFFSET.OPTIONS
  const b = new Uint8Array(old.length + OPTION_LENGTH)
  b.set(old.subarray(0, place))
  b.set(old.subarray(place), place + OPTION_LENGTH)

  const length = ipv4.totalLength(b)
  put16(b, ipv4.OFFSET.CHECKSUM, update16(ipv4.headerChecksum(b), length, length + OPTION_LENGTH), edits)
  put16(b, ipv4.OFFSET.LENGTH, length + OPTION_LENGTH, edits)
  const checkAt = at + tcp.OFFSET.CHECKSUM
  const words = u16(b, at + tcp.OFFSET.DATA)
  // The segment's length counts in the pseudo-header.
  let check = update16(u16(b, checkAt), old.length - at, b.length - at)
  put16(b, at + tcp.OFFSET.DATA, words + 0x1000, edits)
  check = update16(check, words, words + 0x1000)
  b[place] = KIND.MSS
  b[place + 1] = OPTION_LENGTH
  setU16(b, place + 2, mss)
  put16(b, checkAt, update32(check, 0, u32(b, place)), edits)
  edits?.push({ at: place, was: new Uint8Array(0), now: b.slice(place, place + OPTION_LENGTH) })

  skb.bytes = b
  v.fill(skb, hook)
  sayEdits(v, ref, 'TCPMSS', edits)
}
