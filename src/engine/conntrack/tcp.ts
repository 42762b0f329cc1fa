/** TCP's tracker: one segment of one entry (`nf_conntrack_tcp_packet`, Linux 6.18). */
import * as ipv4 from '../../packet/ipv4'
import * as tcp from '../../packet/tcp'
import type { Hook } from '../../model/trace'
import type { Skb } from '../skb'
import { ACCEPT, type Core, INVALID as INVALID_PACKET, LAST, REPEAT, type TrackerVerdict } from './core'
import { ENTRY_BYTES, RETRANSMITTED } from './layout'
import { account, putOff } from './lifetime'
import { type Dir, dirOf, IPS, ORIGINAL, REPLY } from './status'
import { isBroken } from './sum'
import { judgeReset, RESET_DOUBTED, RESET_FALSE, RESET_SURE } from './tcp-reset'
import {
  lastDir,
  lastEnd,
  lastFlags,
  lastKind,
  lastScale,
  lastWindow,
  setLast,
  setLastAck,
  setLastFlags,
  setLastScale,
  setLastSegment,
} from './tcp-last'
import { handshake, NO_SCALE, readHandshake } from './tcp-options'
import { readSegment, segment } from './tcp-segment'
import { IGNORE, INVALID, K, nextState, S } from './tcp-table'
import {
  END,
  endAt,
  F,
  IN_WINDOW,
  inWindow,
  MAX_END,
  MAX_WINDOW,
  OUT_OF_WINDOW,
  PER_END,
  takeOptions,
} from './tcp-window'
import { SECOND } from '../../model/time'

/** Combinations of SYN, RST, FIN, ACK and URG that a TCP may send; PSH, ECE and CWR may be with any. */
const LEGAL = new Uint8Array(64)
for (const letters of ['S', 'SU', 'SA', 'R', 'RA', 'FA', 'FAU', 'A', 'AU']) LEGAL[tcp.flagBits(letters) ?? 0] = 1
const WITHOUT_PSH = 0x37

/** `tcp_error`: lengths, checksum (where the packet enters the node) and flags. Null when all is well. */
export function tcpError(core: Core, skb: Skb, at: number, hook: Hook): Core['why'] | null {
  const b = skb.bytes
  const length = b.length - at
  if (length < tcp.MIN_HEADER) return 'short'
  const header = tcp.headerLength(b, at)
  if (header < tcp.MIN_HEADER || header > length) return 'short'
  if (isBroken(core, skb, hook)) return 'checksum'
  return LEGAL[tcp.flags(b, at) & WITHOUT_PSH] ? null : 'bad-flags'
}

/** The first segment of an entry (`tcp_new`). False when it may not begin one. */
function begin(core: Core, h: number, b: Uint8Array, at: number, kind: number): boolean {
  const { table, settings } = core
  const first = nextState(ORIGINAL, kind, S.NONE)
  if (first === INVALID) {
    core.why = 'no-entry'
    return false
  }
  if (first !== S.SYN_SENT && !settings.loose) {
    core.why = 'not-loose'
    return false
  }
  const sender = endAt(h, ORIGINAL)
  const { end } = segment
  const window = segment.window || 1
  table.words[sender + END] = end
  table.words[sender + MAX_WINDOW] = window
  if (first === S.SYN_SENT) {
    table.words[sender + MAX_END] = end
    takeOptions(core, h, ORIGINAL, b, at)
  } else {
    // Picked up in mid-connection: the handshake's scale is unknown, so windows cannot be judged.
    table.words[sender + MAX_END] = end + window
    table.setFlags(h, ORIGINAL, F.SACK_PERMITTED | F.BE_LIBERAL)
    table.setFlags(h, REPLY, F.SACK_PERMITTED | F.BE_LIBERAL)
  }
  setLast(table, h, K.NOTHING, ORIGINAL)
  return true
}

export function tcpPacket(core: Core, h: number, skb: Skb, hook: Hook): TrackerVerdict {
  const { table, settings } = core
  const b = skb.bytes
  // Worked out here rather than handed in: then V8 knows that it is small, and sums with it need no check for overflow.
  const at = ipv4.payloadAt(b)
  const error = tcpError(core, skb, at, hook)
  if (error) {
    core.why = error
    return INVALID_PACKET
  }
  readSegment(b, at)
  const { kind } = segment
  if (!(table.status(h) & IPS.CONFIRMED) && !begin(core, h, b, at, kind)) return INVALID_PACKET

  const dir = dirOf(skb.ctinfo)
  let state = table.tcpState(h)
  let next = nextState(dir, kind, state)
  let checkWindow = true

  if (next === S.SYN_SENT && state >= S.TIME_WAIT) {
    // The ports start anew. Closed properly, or aborted by this very end: the old entry goes.
    const closed = (table.flags(h, ORIGINAL) | table.flags(h, REPLY)) & F.CLOSE_INIT
    if (closed || (lastDir(table, h) === dir && lastKind(table, h) === K.RST)) return REPEAT
    next = IGNORE
  }

  if (next === IGNORE) {
    if (!answersIgnoredSyn(core, h, dir, kind, segment.ack)) {
      rememberIgnored(core, h, dir, kind, state, b, at)
      return ACCEPT
    }
    believeIgnoredSyn(core, h, dir)
    state = S.SYN_SENT
    next = S.SYN_RECV
  } else if (next === INVALID) {
    core.why = 'bad-state'
    return INVALID_PACKET
  } else if (next === S.TIME_WAIT) {
    // RFC 5961 §4.2: the answer to a stray SYN in LAST_ACK is an ACK that does not acknowledge the last FIN.
    if (
      state === S.LAST_ACK &&
      kind === K.ACK &&
      lastDir(table, h) !== dir &&
      lastKind(table, h) === K.SYN &&
      lastFlags(table, h) & F.CHALLENGE_ACK
    ) {
      setLastFlags(table, h, lastFlags(table, h) & ~F.CHALLENGE_ACK)
      return ACCEPT
    }
  } else if (next === S.SYN_SENT2) {
    setLastFlags(table, h, lastFlags(table, h) | F.SIMULTANEOUS_OPEN)
  } else if (next === S.SYN_RECV) {
    if (dir === REPLY && kind === K.ACK && lastFlags(table, h) & F.SIMULTANEOUS_OPEN) next = S.ESTABLISHED
  } else if (next === S.CLOSE && kind === K.RST) {
    const judged = judgeReset(core, h, dir, state, b, at)
    if (judged === RESET_FALSE) {
      core.why = 'bad-rst'
      return INVALID_PACKET
    }
    checkWindow = judged !== RESET_SURE
    if (judged === RESET_DOUBTED) next = state
  }

  if (checkWindow) {
    const result = inWindow(core, h, dir, table.tcpState(h), skb, at)
    if (result === OUT_OF_WINDOW) {
      core.why = 'out-of-window'
      hastenEnd(core, h, dir, kind)
      return INVALID_PACKET
    }
    if (result !== IN_WINDOW) return ACCEPT
  }

  setLast(table, h, kind, dir)
  table.setTcpState(h, next)
  if (state !== next && next === S.FIN_WAIT) table.setFlags(h, dir, table.flags(h, dir) | F.CLOSE_INIT)

  let timeout = timeoutOf(core, h, next, kind)
  const status = table.status(h)
  if (!(status & IPS.SEEN_REPLY)) {
    // The only answer is a refusal: there never was a connection.
    if (kind === K.RST) {
      account(core, skb)
      return LAST
    }
    // A retransmitted SYN does not put the end off, or a client that retries for ever would hold its mapping for ever.
    if (kind === K.SYN && state === S.SYN_SENT) return ACCEPT
    if (next === S.ESTABLISHED) timeout = Math.min(timeout, settings.tcpUnacknowledged)
  } else if (!(status & IPS.ASSURED) && (state === S.SYN_RECV || state === S.ESTABLISHED) && next === S.ESTABLISHED) {
    table.addStatus(h, IPS.ASSURED)
  }
  account(core, skb)
  putOff(core, h, timeout)
  return ACCEPT
}

/** An ignored SYN gets its SYN-ACK: client and server agree with each other, and we were wrong. */
function answersIgnoredSyn(core: Core, h: number, dir: Dir, kind: number, ack: number): boolean {
  const { table } = core
  return kind === K.SYNACK && lastKind(table, h) === K.SYN && lastDir(table, h) !== dir && lastEnd(table, h) === ack
}

/** Sets the entry to what the ignored SYN said; its answer's sender begins anew. */
function believeIgnoredSyn(core: Core, h: number, dir: Dir): void {
  const { table } = core
  const initiator = lastDir(table, h)
  const sender = endAt(h, initiator)
  table.words[sender + END] = table.words[sender + MAX_END] = lastEnd(table, h)
  table.words[sender + MAX_WINDOW] = lastWindow(table, h) || 1
  table.setScale(h, initiator, lastScale(table, h))
  setLastFlags(table, h, lastFlags(table, h) & ~F.CHALLENGE_ACK)
  table.setFlags(h, initiator, lastFlags(table, h))
  const answering = endAt(h, dir)
  table.words.fill(0, answering, answering + PER_END)
  // Whoever was believed in mid-connection stays so: its windows were never known (measured).
  table.setFlags(h, dir, table.flags(h, dir) & F.BE_LIBERAL)
  table.setScale(h, dir, 0)
}

/** Let through, not believed, but written down: its answer will tell. */
function rememberIgnored(
  core: Core,
  h: number,
  dir: Dir,
  kind: number,
  state: number,
  b: Uint8Array,
  at: number,
): void {
  const { table } = core
  setLast(table, h, kind, dir)
  setLastSegment(table, h, segment.seq, segment.end, segment.window)
  if (kind === K.SYN && dir === ORIGINAL) {
    readHandshake(b, at)
    const scaled = handshake.scale !== NO_SCALE
    setLastScale(table, h, scaled ? handshake.scale : 0)
    // In LAST_ACK the answer may be a challenge ACK (RFC 5961 §4.2), which must not pass for the last one.
    const offered = (scaled ? F.WINDOW_SCALE : 0) | (handshake.sackPermitted ? F.SACK_PERMITTED : 0)
    setLastFlags(table, h, offered | (state === S.LAST_ACK ? F.CHALLENGE_ACK : 0))
  }
  if (state === S.SYN_SENT && kind === K.ACK && dir === REPLY) setLastAck(table, h, segment.ack)
}

/** The state's timeout, capped while things go badly. */
export function timeoutOf(core: Core, h: number, state: number, kind: number): number {
  const { table, settings } = core
  const usual = settings.tcp[state]
  if (table.bytes[h * ENTRY_BYTES + RETRANSMITTED] >= settings.maxRetrans && usual > settings.tcpRetrans)
    return settings.tcpRetrans
  if (kind === K.RST) return settings.tcp[S.CLOSE]
  const waiting = (table.flags(h, ORIGINAL) | table.flags(h, REPLY)) & F.DATA_UNACKNOWLEDGED
  if (waiting && usual > settings.tcpUnacknowledged) return settings.tcpUnacknowledged
  if (lastWindow(table, h) === 0 && usual > settings.tcpRetrans) return settings.tcpRetrans
  return usual
}

/** FIN or RST out of the window, and the same from the other end: the entry is out of step, so it shall not linger. */
function hastenEnd(core: Core, h: number, dir: Dir, kind: number): void {
  const { table, settings, env } = core
  const status = table.status(h)
  if (!(status & IPS.ASSURED) || status & IPS.FIXED_TIMEOUT || (kind !== K.RST && kind !== K.FIN)) return
  const last = lastKind(table, h)
  if (lastDir(table, h) === dir || (last !== K.FIN && last !== K.RST)) {
    setLast(table, h, kind, dir)
    return
  }
  if (!(status & IPS.CONFIRMED)) return
  const left = table.expires(h) - env.now()
  if (left >= 120 * SECOND && left > settings.tcpUnacknowledged * SECOND) putOff(core, h, settings.tcpUnacknowledged)
}

/**
 * REJECT answered for the other end with an RST: nothing will come of the connection (`nf_conntrack_tcp_set_closing`). One that is
 * still on its way into the table stays as it is, should it get there: by an error about that RST.
 */
export function setClosing(core: Core, h: number): void {
  const { table, settings } = core
  if (!(table.status(h) & IPS.CONFIRMED)) return
  const was = table.tcpState(h)
  table.setTcpState(h, S.CLOSE)
  if (was !== S.CLOSE) putOff(core, h, settings.tcp[S.CLOSE])
}
