/**
 * The fast path: a packet of an open connection, which is what nearly every packet is. At one go it does what `track.ts`, `tcp.ts`
 * and `udp.ts` do in steps. It answers only for the plain case, where nobody listens and nothing is amiss; any other packet it
 * leaves as it found it to the slow path, which knows every case.
 *
 * It is one flat function with the window's judgement as its only large call, because V8 inlines little into one function and
 * checks every object anew after a call. The constants are literals, held to their origin by their types: a bundler writes
 * those in place, where it would leave a look into an object.
 */
import type { Hook } from '../../model/trace'
import { SECOND } from '../../model/time'
import { u16 } from '../../packet/bytes'
import { fold, sum } from '../../packet/checksum'
import type { PROTO } from '../../packet/protocol'
import type { CtInfo, CTINFO, Skb } from '../skb'
import type { Core } from './core'
import {
  ENDS,
  ENTRY_BYTES,
  ENTRY_DOUBLES,
  ENTRY_HALVES,
  ENTRY_WORDS,
  EXPIRES,
  FLAGS,
  HANDLES,
  LAST,
  LAST_WINDOW,
  REFS,
  RETRANSMITTED,
  STATUS,
  STREAM_FROM,
  TCP_STATE,
} from './layout'
import type { IPS } from './status'
import { highestSack } from './tcp-options'
import type { FLAG } from '../../packet/tcp'
import { timeoutOf } from './tcp'
import type { K, S } from './tcp-table'
import { type F, IN_WINDOW, judge, MAX_WINDOW, PER_END } from './tcp-window'

const TCP: typeof PROTO.TCP = 6
const UDP: typeof PROTO.UDP = 17
const NONE: typeof CTINFO.NONE = 8
const ESTABLISHED_REPLY: typeof CTINFO.ESTABLISHED_REPLY = 3
/** Version 4, a header of five words: the transport header stands at 20. */
const NO_OPTIONS = 0x45
const SEEN_REPLY: typeof IPS.SEEN_REPLY = 0x002
const ASSURED: typeof IPS.ASSURED = 0x004
const CONFIRMED: typeof IPS.CONFIRMED = 0x008
const DYING: typeof IPS.DYING = 0x200
const FIXED_TIMEOUT: typeof IPS.FIXED_TIMEOUT = 0x400
const OPEN = SEEN_REPLY | CONFIRMED
const OPEN_OR_ODD = OPEN | DYING | FIXED_TIMEOUT
const SACK_PERMITTED: typeof F.SACK_PERMITTED = 0x02
const DATA_UNACKNOWLEDGED: typeof F.DATA_UNACKNOWLEDGED = 0x10
const ESTABLISHED: typeof S.ESTABLISHED = 3
const PLAIN_ACK: typeof K.ACK = 3
/** SYN, FIN, RST, ACK and URG. */
const KINDS = 0x37
const ACK: typeof FLAG.ACK = 0x10

/** Sets `skb.ct` and `skb.ctinfo`; false when the packet is not for the fast path. */
export function trackEstablished(core: Core, skb: Skb, hook: Hook): boolean {
  const { table, settings } = core
  const b = skb.bytes
  if (core.notes !== null || core.events !== null || !table.extras.isPlain) return false
  if (skb.ct !== 0 || skb.ctinfo !== NONE || skb.template !== 0) return false
  const proto = b[9]
  if (b.length < 28 || b[0] !== NO_OPTIONS || ((b[6] & 0x1f) | b[7]) !== 0) return false
  if (proto !== TCP && proto !== UDP) return false

  // Each word of the headers is read once, for its meaning and for the checksum.
  const src = join(u16(b, 12), u16(b, 14))
  const dst = join(u16(b, 16), u16(b, 18))
  const ports = join(u16(b, 20), u16(b, 22))
  const record = table.index.lookUp(src, dst, ports, proto, 0)
  if (record === 0) return false
  const h = (record >>> 1) & HANDLES
  const dir = record & 1
  const { bytes, halves, doubles } = table
  const status = halves[h * ENTRY_HALVES + STATUS]
  const now = core.env.now()
  const expires = doubles[h * ENTRY_DOUBLES + EXPIRES]
  if ((status & OPEN_OR_ODD) !== OPEN || expires <= now) return false
  const mustAdd = hook === 'PREROUTING' && settings.checksum
  let total = addUp(src) + addUp(dst) + addUp(ports) + proto + b.length - 20

  let seconds
  if (proto === TCP) {
    // An ACK, with or without data, in the window of an established connection.
    if (b.length < 40) return false
    const seq = join(u16(b, 24), u16(b, 26))
    const ack = join(u16(b, 28), u16(b, 30))
    const rest = join(u16(b, 32), u16(b, 34))
    if (mustAdd) {
      total += addUp(seq) + addUp(ack) + addUp(rest) + addUp(join(u16(b, 36), u16(b, 38)))
      if (fold(b.length === 40 ? total : sum(b, 40, b.length, total)) !== 0xffff) return false
    }
    const header = (rest >>> 28) * 4
    const length = b.length - 20 - header
    const flags = (rest >>> 16) & 0xff
    if (header < 20 || length < 0 || (flags & KINDS) !== ACK) return false
    if (!(status & ASSURED) || bytes[h * ENTRY_BYTES + TCP_STATE] !== ESTABLISHED) return false
    if (table.words[h * ENTRY_WORDS + ENDS + dir * PER_END + MAX_WINDOW] === 0) return false
    let sack = ack
    if (header > 20 && bytes[h * ENTRY_BYTES + FLAGS + 1 - dir] & SACK_PERMITTED) sack = highestSack(b, 20, ack)
    if (judge(core, h, dir, flags, seq, ack, sack, (seq + length) | 0, rest & 0xffff) !== IN_WINDOW) return false
    const last = bytes[h * ENTRY_BYTES + LAST]
    bytes[h * ENTRY_BYTES + LAST] = (last & 0xf0) | PLAIN_ACK | (dir << 3)
    seconds = settings.tcpEstablished
    const bad =
      bytes[h * ENTRY_BYTES + RETRANSMITTED] >= settings.maxRetrans || halves[h * ENTRY_HALVES + LAST_WINDOW] === 0
    const waiting = (bytes[h * ENTRY_BYTES + FLAGS] | bytes[h * ENTRY_BYTES + FLAGS + 1]) & DATA_UNACKNOWLEDGED
    if (bad || waiting) seconds = timeoutOf(core, h, ESTABLISHED, PLAIN_ACK)
  } else {
    const rest = join(u16(b, 24), u16(b, 26))
    if (mustAdd && (rest & 0xffff) !== 0 && fold(sum(b, 28, b.length, total + addUp(rest))) !== 0xffff) return false
    const length = rest >>> 16
    if (length < 8 || length > b.length - 20) return false
    seconds = settings.udp
    if (now > doubles[h * ENTRY_DOUBLES + STREAM_FROM]) {
      seconds = settings.udpStream
      if (!(status & ASSURED)) halves[h * ENTRY_HALVES + STATUS] |= ASSURED
    }
  }

  const when = now + seconds * SECOND
  if (when < expires) table.timers.hasten(h, when)
  else {
    doubles[h * ENTRY_DOUBLES + EXPIRES] = when
    table.timers.wasPutOff(h)
  }
  bytes[h * ENTRY_BYTES + REFS]++
  skb.ct = h
  // Without a branch, since nobody can foretell a packet's direction.
  skb.ctinfo = (-dir & ESTABLISHED_REPLY) as CtInfo
  return true
}

/** A word of its halves: what is as short as this V8 inlines without counting, which it would not a reader of words. */
const join = (high: number, low: number): number => (high << 16) | low

/** The two 16-bit halves of a word, for the Internet checksum. */
const addUp = (word: number): number => (word & 0xffff) + (word >>> 16)
