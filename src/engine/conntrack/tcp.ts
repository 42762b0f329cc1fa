/** TCP's tracker: one segment of one entry (`nf_conntrack_tcp_packet`, Linux 6.18). */
import * as ipv4 from '../../packet/ipv4'
import * as tcp from '../../packet/tcp'
import type { Hook } from '../../model/trace'
import type { Skb } from '../skb'
import { ACCEPT, type Core, INVALID as INVALID_PACKET, LAST, REPEAT, type TrackerVerdict } from './core'
import { refresh } from './lifetime'
import { type Dir, dirOf, IPS, ORIGINAL, REPLY } from './status'
import { judgeReset, RESET_DOUBTED, RESET_FALSE, RESET_SURE } from './tcp-reset'
import { handshake, NO_SCALE, readHandshake } from './tcp-options'
import { IGNORE, INVALID, K, kindOf, nextState, S } from './tcp-table'
import {
  END,
  endAt,
  F,
  IN_WINDOW,
  inWindow,
  LAST_ACK,
  LAST_END,
  LAST_SEQ,
  lastAt,
  MAX_END,
  MAX_WINDOW,
  OUT_OF_WINDOW,
  PER_END,
  segmentEnd,
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
  if (hook === 'PREROUTING' && core.settings.checksum && !tcp.checksumOk(b, at, b.length, ipv4.src(b), ipv4.dst(b)))
    return 'checksum'
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
  table.clearTcp(h)
  const sender = endAt(h, ORIGINAL)
  const end = segmentEnd(b, at)
  const window = tcp.window(b, at) || 1
  table.seqs[sender + END] = end
  table.seqs[sender + MAX_WINDOW] = window
  if (first === S.SYN_SENT) {
    table.seqs[sender + MAX_END] = end
    takeOptions(core, 2 * h, b, at)
  } else {
    // Picked up in mid-connection: the handshake's scale is unknown, so windows cannot be judged.
    table.seqs[sender + MAX_END] = end + window
    table.tcpFlags[2 * h] = table.tcpFlags[2 * h + 1] = F.SACK_PERMITTED | F.BE_LIBERAL
  }
  table.lastKind[h] = K.NOTHING
  return true
}

export function tcpPacket(core: Core, h: number, skb: Skb, at: number, hook: Hook): TrackerVerdict {
  const { table, settings } = core
  const b = skb.bytes
  const error = tcpError(core, skb, at, hook)
  if (error) {
    core.why = error
    return INVALID_PACKET
  }
  const kind = kindOf(tcp.flags(b, at))
  if (!(table.status[h] & IPS.CONFIRMED) && !begin(core, h, b, at, kind)) return INVALID_PACKET

  const dir = dirOf(skb.ctinfo)
  let state = table.tcpState[h]
  let next = nextState(dir, kind, state)
  let checkWindow = true

  if (next === S.SYN_SENT && state >= S.TIME_WAIT) {
    // The ports start anew. Closed properly, or aborted by this very end: the old entry goes.
    const closed = (table.tcpFlags[2 * h] | table.tcpFlags[2 * h + 1]) & F.CLOSE_INIT
    if (closed || (table.lastDir[h] === dir && table.lastKind[h] === K.RST)) return REPEAT
    next = IGNORE
  }

  if (next === IGNORE) {
    if (!answersIgnoredSyn(core, h, dir, kind, tcp.ack(b, at))) {
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
      table.lastDir[h] !== dir &&
      table.lastKind[h] === K.SYN &&
      table.lastFlags[h] & F.CHALLENGE_ACK
    ) {
      table.lastFlags[h] &= ~F.CHALLENGE_ACK
      return ACCEPT
    }
  } else if (next === S.SYN_SENT2) {
    table.lastFlags[h] |= F.SIMULTANEOUS_OPEN
  } else if (next === S.SYN_RECV) {
    if (dir === REPLY && kind === K.ACK && table.lastFlags[h] & F.SIMULTANEOUS_OPEN) next = S.ESTABLISHED
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
    const result = inWindow(core, h, dir, kind, skb, at)
    if (result === OUT_OF_WINDOW) {
      core.why = 'out-of-window'
      hastenEnd(core, h, dir, kind)
      return INVALID_PACKET
    }
    if (result !== IN_WINDOW) return ACCEPT
  }

  table.lastKind[h] = kind
  table.lastDir[h] = dir
  table.tcpState[h] = next
  if (state !== next && next === S.FIN_WAIT) table.tcpFlags[2 * h + dir] |= F.CLOSE_INIT

  let timeout = timeoutOf(core, h, next, kind)
  if (!(table.status[h] & IPS.SEEN_REPLY)) {
    // The only answer is a refusal: there never was a connection.
    if (kind === K.RST) return LAST
    // A retransmitted SYN does not put the end off, or a client that retries for ever would hold its mapping for ever.
    if (kind === K.SYN && state === S.SYN_SENT) return ACCEPT
    if (next === S.ESTABLISHED) timeout = Math.min(timeout, settings.tcpUnacknowledged)
  } else if (
    !(table.status[h] & IPS.ASSURED) &&
    (state === S.SYN_RECV || state === S.ESTABLISHED) &&
    next === S.ESTABLISHED
  ) {
    table.status[h] |= IPS.ASSURED
  }
  refresh(core, h, timeout)
  return ACCEPT
}

/** An ignored SYN gets its SYN-ACK: client and server agree with each other, and we were wrong. */
function answersIgnoredSyn(core: Core, h: number, dir: Dir, kind: number, ack: number): boolean {
  const { table } = core
  return (
    kind === K.SYNACK &&
    table.lastKind[h] === K.SYN &&
    table.lastDir[h] !== dir &&
    table.seqs[lastAt(h) + LAST_END] === ack
  )
}

/** Sets the entry to what the ignored SYN said; its answer's sender begins anew. */
function believeIgnoredSyn(core: Core, h: number, dir: Dir): void {
  const { table } = core
  const initiator = table.lastDir[h]
  const sender = endAt(h, initiator)
  table.seqs[sender + END] = table.seqs[sender + MAX_END] = table.seqs[lastAt(h) + LAST_END]
  table.seqs[sender + MAX_WINDOW] = table.lastWindow[h] || 1
  table.tcpScale[2 * h + initiator] = table.lastScale[h]
  table.lastFlags[h] &= ~F.CHALLENGE_ACK
  table.tcpFlags[2 * h + initiator] = table.lastFlags[h]
  const answering = endAt(h, dir)
  table.seqs.fill(0, answering, answering + PER_END)
  // Whoever was believed in mid-connection stays so: its windows were never known (measured).
  table.tcpFlags[2 * h + dir] &= F.BE_LIBERAL
  table.tcpScale[2 * h + dir] = 0
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
  const last = lastAt(h)
  table.lastKind[h] = kind
  table.lastDir[h] = dir
  table.seqs[last + LAST_SEQ] = tcp.seq(b, at)
  table.seqs[last + LAST_END] = segmentEnd(b, at)
  table.lastWindow[h] = tcp.window(b, at)
  if (kind === K.SYN && dir === ORIGINAL) {
    readHandshake(b, at)
    const scaled = handshake.scale !== NO_SCALE
    table.lastScale[h] = scaled ? handshake.scale : 0
    // In LAST_ACK the answer may be a challenge ACK (RFC 5961 §4.2), which must not pass for the last one.
    table.lastFlags[h] =
      (scaled ? F.WINDOW_SCALE : 0) |
      (handshake.sackPermitted ? F.SACK_PERMITTED : 0) |
      (state === S.LAST_ACK ? F.CHALLENGE_ACK : 0)
  }
  if (state === S.SYN_SENT && kind === K.ACK && dir === REPLY) table.seqs[last + LAST_ACK] = tcp.ack(b, at)
}

/** The state's timeout, capped while things go badly. */
function timeoutOf(core: Core, h: number, state: number, kind: number): number {
  const { table, settings } = core
  const usual = settings.tcp[state]
  if (table.retransmitted[h] >= settings.maxRetrans && usual > settings.tcpRetrans) return settings.tcpRetrans
  if (kind === K.RST) return settings.tcp[S.CLOSE]
  const waiting = (table.tcpFlags[2 * h] | table.tcpFlags[2 * h + 1]) & F.DATA_UNACKNOWLEDGED
  if (waiting && usual > settings.tcpUnacknowledged) return settings.tcpUnacknowledged
  if (table.lastWindow[h] === 0 && usual > settings.tcpRetrans) return settings.tcpRetrans
  return usual
}

/** FIN or RST out of the window, and the same from the other end: the entry is out of step, so it shall not linger. */
function hastenEnd(core: Core, h: number, dir: Dir, kind: number): void {
  const { table, settings, env } = core
  if (!(table.status[h] & IPS.ASSURED) || table.status[h] & IPS.FIXED_TIMEOUT || (kind !== K.RST && kind !== K.FIN))
    return
  if (table.lastDir[h] === dir || (table.lastKind[h] !== K.FIN && table.lastKind[h] !== K.RST)) {
    table.lastKind[h] = kind
    table.lastDir[h] = dir
    return
  }
  if (!(table.status[h] & IPS.CONFIRMED)) return
  const left = table.expires[h] - env.now()
  if (left >= 120 * SECOND && left > settings.tcpUnacknowledged) refresh(core, h, settings.tcpUnacknowledged)
}

/** REJECT answered for the other end with an RST: nothing will come of the connection (`nf_conntrack_tcp_set_closing`). */
export function setClosing(core: Core, h: number): void {
  const { table, settings } = core
  const was = table.tcpState[h]
  table.tcpState[h] = S.CLOSE
  if (was !== S.CLOSE) refresh(core, h, settings.tcp[S.CLOSE])
}
