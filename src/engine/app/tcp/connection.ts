/**
 * One end of a TCP connection (RFC 9293 §3.10, with the timers of RFC 6298 and the RST rules of RFC 5961).
 * It knows neither addresses nor the clock: what it needs comes as `Surroundings`. See README.md for what it leaves out.
 */
import { concat } from '../../../packet/bytes'
import { FLAG } from '../../../packet/tcp'
import { MILLISECOND, SECOND, type Micros } from '../../../model/time'
import { replyToSyn, replyToSynAck, type Terms, termsOf, UNKNOWN } from './half-open'
import { createReceiver } from './receiver'
import { createSack } from './sack'
import type { Options, Segment } from './segment'
import { after, beyond, notBefore, plus } from './sequence'
import { createTimeout } from './timeout'
import { createWindow, type Window } from './window'

export type State =
  | 'SYN-SENT'
  | 'SYN-RECEIVED'
  | 'ESTABLISHED'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSE-WAIT'
  | 'CLOSING'
  | 'LAST-ACK'
  | 'TIME-WAIT'
  | 'CLOSED'

export type End = 'closed' | 'refused' | 'reset' | 'timed out' | 'unreachable'

export interface Surroundings {
  now(): Micros
  after(delay: Micros, task: () => void): () => void
  emit(segment: Segment): void
  /** Whoever listens has no room for one more connection. */
  isFull(): boolean
  connected(): void
  received(data: Uint8Array): void
  /** The far end sends no more. */
  finished(): void
  ended(why: End): void
}

export interface Settings {
  /** Initial sequence number. */
  iss: number
  /** What the timestamp clock shows at time 0, in milliseconds (RFC 7323 §5.4). */
  clock: number
  /** Largest payload this end takes in one segment: MTU less 40. */
  mss: number
  synRetries: number
  /** So many SYNs are repeated a second apart before the timeout doubles (Linux, `tcp_syn_linear_timeouts`). */
  synLinear: number
  synAckRetries: number
  retries: number
  finTimeout: Micros
  /** False: the program leaves what it is sent in the buffer. */
  reads: boolean
  /** Whether this end offers timestamps, SACK and a scaled window, and takes them. */
  stamps: boolean
  sack: boolean
  scaling: boolean
  /** Its SACK tells also of what came twice (RFC 2883). */
  tellsTwice: boolean
  /** Explicit congestion notification (RFC 3168): 0 never, 1 asked for, 2 agreed to when asked. */
  ecn: number
  /** The SYN-ACK is all there is of it: nothing repeats it, and it holds less (`tcp_syncookies`). */
  isCookie: boolean
  /** What finds no room is reset, not left to try again (`tcp_abort_on_overflow`). */
  abortsOnOverflow: boolean
}

export interface Connection {
  readonly state: State
  /** Payload bytes: acknowledged or not, and received in order. */
  readonly sent: number
  readonly received: number
  /** Sends the first segment, SYN or SYN-ACK. */
  begin(): void
  /** False when the segment is not this connection's business any more: a new SYN meets an old TIME-WAIT. */
  segment(s: Segment): boolean
  send(data: Uint8Array): void
  /** No more will be sent; what is queued goes first, then FIN. */
  close(): void
  /** Whether the number is of what was sent and not acknowledged, or the next: an ICMP error about any other is a false one. */
  isUnderway(seq: number): boolean
  /** An ICMP error says that it cannot be reached. Only a connection that is not up yet gives in (RFC 5461). */
  unreachable(why: 'refused' | 'unreachable'): void
}

/** For buffers that may grow to 32 MiB (`tcp_rmem`), as they may on a machine with 4 GiB or more. */
const SHIFT = 10
const TIME_WAIT = 60 * SECOND
/** How long Linux keeps the acknowledgment of a FIN after data, so that a program's last words can carry it (`TCP_ATO_MIN`). */
const DELAY = 40 * MILLISECOND
const REPEATS_EVERY = 500 * MILLISECOND
/** `TCP_TIMEOUT_MIN`: two jiffies, and what is left of the one that runs. */
const AT_ONCE = 10 * MILLISECOND
/** Segments in flight at most: the initial window of RFC 6928; the conversations here are too short for more. */
const FLIGHT = 10

export function connect(around: Surroundings, settings: Settings): Connection {
  return open(around, settings, null)
}

/** Answers a SYN that came to a listener. */
export function accept(around: Surroundings, settings: Settings, syn: Segment): Connection {
  return open(around, settings, syn)
}

function open(around: Surroundings, settings: Settings, syn: Segment | null): Connection {
  const { iss } = settings
  let state: State = syn ? 'SYN-RECEIVED' : 'SYN-SENT'
  // Offered by this end, until the far end's SYN says which of them hold.
  let terms: Terms = {
    scaling: settings.scaling,
    sack: settings.sack,
    stamps: settings.stamps,
    ecn: settings.ecn === 1,
    peer: { ...UNKNOWN },
  }
  /** Measured once it is known which options hold. */
  let window: Window = createWindow(settings.mss, settings.reads, 0)

  let una = iss
  let next = iss
  /** One beyond the last number ever sent. */
  let most = iss
  let buffer: Uint8Array = new Uint8Array(0)
  let bufferAt = plus(iss, 1)
  let finishing = false
  let finSent = false
  let sent = 0
  let repeats = 0
  let duplicates = 0
  const begun = around.now()
  /** When an answer that tells nothing new was last given. */
  let repeated = -Infinity
  const sack = createSack(settings.tellsTwice)
  const receiver = createReceiver(sack)

  const timeout = createTimeout()
  let timing: { until: number; since: Micros } | null = null
  let stopTimer: (() => void) | null = null
  let stopWaiting: (() => void) | null = null

  if (syn) hear(syn)

  return {
    get state() {
      return state
    },
    get sent() {
      return sent
    },
    get received() {
      return receiver.received
    },
    begin: emitSyn,
    segment,
    send(data) {
      if (finishing || state === 'CLOSED') return
      buffer = concat(buffer, data)
      push()
    },
    close() {
      if (finishing || state === 'CLOSED') return
      finishing = true
      if (state === 'SYN-SENT') return end('closed')
      push()
    },
    isUnderway: (seq) => notBefore(seq, una) && notBefore(most, seq),
    unreachable(why) {
      // What comes back while `connect` still holds the socket is noted and no more (`tcp_v4_err`).
      if (state === 'SYN-SENT' && around.now() === begun) return
      if (state === 'SYN-SENT' || state === 'SYN-RECEIVED') end(why)
    },
  }

  // ---- sending

  function say(flags: number, seq: number, payload: Uint8Array, options: Options = {}): void {
    const shift = terms.scaling ? SHIFT : 0
    // Before the connection is up what the SYN-ACK offered is cut off, not rounded (`tcp_v4_reqsk_send_ack`).
    const isHalfOpen = syn !== null && state === 'SYN-RECEIVED'
    const offer =
      flags & FLAG.SYN ? window.first : isHalfOpen ? window.first >>> shift : window.say(receiver.next, shift)
    if (terms.sack && !(flags & FLAG.SYN)) options.sack = sack.blocks(terms.stamps ? 3 : 4)
    if (terms.stamps) options.timestamps = { value: stampNow(), echo: terms.peer.stamp }
    around.emit({ seq, ack: flags & FLAG.ACK ? receiver.next : 0, flags, window: offer, options, payload })
  }

  function stampNow(): number {
    return plus(settings.clock, Math.floor(around.now() / MILLISECOND))
  }

  function emitSyn(): void {
    const options: Options = { mss: settings.mss, sackPermitted: terms.sack, ...(terms.scaling && { shift: SHIFT }) }
    // Somebody on the way may not bear a SYN with these two bits: what is repeated goes without (`tcp_ecn_fallback`).
    const asks = terms.ecn && repeats === 0 ? FLAG.ECE | FLAG.CWR : 0
    const agrees = terms.ecn ? FLAG.ECE : 0
    const flags = state === 'SYN-SENT' ? FLAG.SYN | asks : FLAG.SYN | FLAG.ACK | agrees
    say(flags, iss, new Uint8Array(0), options)
    advance(plus(iss, 1))
  }

  function acknowledge(): void {
    say(FLAG.ACK, next, new Uint8Array(0))
  }

  /** Numbers up to `to` have been sent; the timer runs while any is unacknowledged. */
  function advance(to: number): void {
    next = to
    if (after(to, most)) {
      most = to
      timing ??= { until: to, since: around.now() }
    }
    if (!stopTimer && !(settings.isCookie && state === 'SYN-RECEIVED')) startTimer()
  }

  /** Sends what the windows allow, then FIN when all is said. */
  function push(): void {
    if (state === 'SYN-SENT' || state === 'SYN-RECEIVED' || state === 'TIME-WAIT' || state === 'CLOSED') return
    const allowed = Math.min(terms.peer.window, FLIGHT * terms.peer.mss)
    for (;;) {
      const from = beyond(next, bufferAt)
      const size = Math.min(buffer.length - from, terms.peer.mss, allowed - beyond(next, una))
      if (from < 0 || size <= 0) break
      const data = buffer.slice(from, from + size)
      sent += Math.max(0, size - Math.max(0, beyond(most, next)))
      say(from + size === buffer.length ? FLAG.ACK | FLAG.PSH : FLAG.ACK, next, data)
      advance(plus(next, size))
    }
    const unsaid = buffer.length - beyond(next, bufferAt)
    if (unsaid === 0 && finishing) {
      if (!finSent) {
        finSent = true
        state = state === 'CLOSE-WAIT' ? 'LAST-ACK' : 'FIN-WAIT-1'
      }
      say(FLAG.FIN | FLAG.ACK, next, new Uint8Array(0))
      advance(plus(next, 1))
      // A closed window opens by a segment that may get lost, so this end asks now and then.
    } else if (unsaid > 0 && next === una && !stopTimer) startTimer()
  }

  // ---- timers

  function startTimer(delay = timeout.current()): void {
    stopTimer?.()
    stopTimer = around.after(delay, late)
  }

  function clearTimer(): void {
    stopTimer?.()
    stopTimer = null
  }

  /** Nothing was acknowledged in time: send again from the first unacknowledged number. */
  function late(): void {
    stopTimer = null
    const opening = state === 'SYN-SENT' || state === 'SYN-RECEIVED'
    const patience =
      state === 'SYN-SENT'
        ? settings.synRetries + settings.synLinear
        : opening
          ? settings.synAckRetries
          : settings.retries
    if (repeats >= patience) return end('timed out')
    repeats++
    timing = null
    if (state !== 'SYN-SENT' || repeats > settings.synLinear) timeout.double()
    again()
  }

  function again(): void {
    next = una
    if (state === 'SYN-SENT' || state === 'SYN-RECEIVED') return emitSyn()
    if (terms.peer.window === 0 && buffer.length > 0) probe()
    else push()
  }

  /** RFC 9293 §3.8.6.1: one byte into a closed window, to hear whether it has opened. */
  function probe(): void {
    say(FLAG.ACK, next, buffer.slice(0, 1))
    advance(plus(next, 1))
  }

  function timeWait(): void {
    state = 'TIME-WAIT'
    clearTimer()
    stopWaiting?.()
    stopWaiting = around.after(TIME_WAIT, () => end('closed'))
  }

  function end(why: End): void {
    if (state === 'CLOSED') return
    state = 'CLOSED'
    clearTimer()
    stopWaiting?.()
    around.ended(why)
  }

  // ---- hearing

  /** The far end's SYN: its first number, and which options hold for both. */
  function hear(s: Segment): void {
    receiver.start(s.seq)
    terms = termsOf(s, settings)
    window = createWindow(settings.mss - (terms.stamps ? 12 : 0), settings.reads, receiver.next)
  }

  function segment(s: Segment): boolean {
    if (state === 'CLOSED') return false
    if (state === 'SYN-SENT') synSent(s)
    else if (state === 'TIME-WAIT' && s.flags & FLAG.SYN && after(s.seq, receiver.next)) {
      end('closed')
      return false
    } else synchronised(s)
    return true
  }

  function synSent(s: Segment): void {
    switch (replyToSyn(s, next)) {
      case 'stale':
        if (!(s.flags & FLAG.RST)) reset(s)
        // What came is of an older connection that the answer may just have ended: the SYN goes again at once.
        if (repeats === 0) startTimer(AT_ONCE)
        return
      case 'refusal':
        return end('refused')
      case 'answer':
        hear(s)
        state = 'ESTABLISHED'
        accepted(s)
        acknowledge()
        return establish()
      case 'crossed':
        hear(s)
        state = 'SYN-RECEIVED'
        next = iss
        return emitSyn()
    }
  }

  function establish(): void {
    state = 'ESTABLISHED'
    around.connected()
    push()
  }

  /** What was heard last may have ended it. */
  function over(): boolean {
    return state === 'CLOSED'
  }

  /** RFC 9293 §3.10.7.4. */
  function synchronised(s: Segment): void {
    if (state === 'SYN-RECEIVED' && syn && !mayEstablish(s)) return
    if (!inWindow(s)) {
      if (s.payload.length > 0) heardBefore(s)
      if (!(s.flags & FLAG.RST) && (s.payload.length > 0 || mayRepeat())) acknowledge()
      if (state === 'TIME-WAIT') timeWait()
      return
    }
    if (s.flags & FLAG.RST) {
      if (s.seq === receiver.next) return end(state === 'SYN-RECEIVED' ? 'refused' : 'reset')
      return challenge()
    }
    if (s.flags & FLAG.SYN) return challenge()
    if (!(s.flags & FLAG.ACK)) return
    if (after(s.ack, most) || isTooOld(s.ack)) return challenge()
    if (isBeyondTheEnd(s)) {
      if (after(receiver.next, s.seq)) abort(s)
      return
    }
    if (s.options.timestamps) terms.peer.stamp = s.options.timestamps.value
    if (state === 'SYN-RECEIVED') {
      if (!after(s.ack, una)) return
      accepted(s)
      // From now on it is another socket's business whom it has answered lately (`tcp_create_openreq_child`).
      if (syn) repeated = -Infinity
      establish()
    } else accepted(s)
    if (finSent && una === most) finAcknowledged()
    if (!over()) take(s)
  }

  /** What it holds was there before. */
  function heardBefore(s: Segment): void {
    const to = plus(s.seq, s.payload.length + (s.flags & FLAG.FIN ? 1 : 0))
    if (after(receiver.next, s.seq)) sack.again({ from: s.seq, to: after(to, receiver.next) ? receiver.next : to })
  }

  function inWindow(s: Segment): boolean {
    const length = s.payload.length + (s.flags & FLAG.FIN ? 1 : 0)
    const last = plus(s.seq, Math.max(0, length - 1))
    return notBefore(last, receiver.next) && beyond(s.seq, receiver.next) < window.first
  }

  /** Whether it completes a connection that is half open; what is wrong with it is answered here. */
  function mayEstablish(s: Segment): boolean {
    const reply = replyToSynAck(s, { expected: receiver.next, sent: most, fits: inWindow })
    switch (reply) {
      case 'again':
        if (!settings.isCookie && !mayRepeat()) break
        emitSyn()
        if (settings.isCookie) break
        // Whoever asks again is listening: the repeat of this end's own accord waits anew.
        startTimer()
        break
      case 'foreign':
        reset(s)
        break
      case 'outside':
        if (mayRepeat()) acknowledge()
        break
      case 'end':
        if (!(s.flags & FLAG.RST)) reset(s)
        end('refused')
        break
    }
    if (reply !== 'complete' || !around.isFull()) return reply === 'complete'
    if (settings.abortsOnOverflow && !settings.isCookie) abort(s)
    return false
  }

  /** Two ends must not answer each other's answers for ever (`tcp_invalid_ratelimit`). */
  function mayRepeat(): boolean {
    const now = around.now()
    if (now - repeated < REPEATS_EVERY) return false
    repeated = now
    return true
  }

  /** Further back than the peer's widest window, or than all that it ever acknowledged (RFC 5961 §5.2, `tcp_ack`). */
  function isTooOld(ack: number): boolean {
    const acknowledged = beyond(una, syn ? plus(iss, 1) : iss)
    return beyond(una, ack) > Math.min(terms.peer.widest, acknowledged)
  }

  /** RFC 5961. */
  function challenge(): void {
    if (mayRepeat()) acknowledge()
  }

  /** Data after the far end's own FIN: not heard, and an end to it all if it begins before that (RFC 1122 §4.2.2.13). */
  function isBeyondTheEnd(s: Segment): boolean {
    const closed = state === 'CLOSE-WAIT' || state === 'CLOSING' || state === 'LAST-ACK'
    return closed && s.payload.length > 0 && after(plus(s.seq, s.payload.length), receiver.next)
  }

  function abort(s: Segment): void {
    reset(s)
    end('reset')
  }

  /** RFC 9293 §3.5.2. */
  function reset(s: Segment): void {
    const length = s.payload.length + (s.flags & FLAG.SYN ? 1 : 0) + (s.flags & FLAG.FIN ? 1 : 0)
    const numbers =
      s.flags & FLAG.ACK
        ? { seq: s.ack, ack: 0, flags: FLAG.RST }
        : { seq: 0, ack: plus(s.seq, length), flags: FLAG.RST | FLAG.ACK }
    around.emit({ ...s, ...numbers, window: 0, options: {}, payload: new Uint8Array(0) })
  }

  /** What the acknowledgment and the window say. */
  function accepted(s: Segment): void {
    terms.peer.window = s.flags & FLAG.SYN ? s.window : s.window << terms.peer.shift
    terms.peer.widest = Math.max(terms.peer.widest, terms.peer.window)
    if (!after(s.ack, una)) {
      const waiting = una !== most && s.payload.length === 0
      if (waiting && s.ack === una && ++duplicates === 3) again()
      return push()
    }
    duplicates = 0
    repeats = 0
    una = s.ack
    if (after(una, next)) next = una
    timeout.settle()
    if (timing && notBefore(una, timing.until)) {
      timeout.measured(around.now() - timing.since)
      timing = null
    }
    const done = Math.min(Math.max(0, beyond(una, bufferAt)), buffer.length)
    buffer = buffer.slice(done)
    bufferAt = plus(bufferAt, done)
    clearTimer()
    if (una !== most) startTimer()
    push()
  }

  function finAcknowledged(): void {
    if (state === 'FIN-WAIT-1') {
      state = 'FIN-WAIT-2'
      stopWaiting = around.after(settings.finTimeout, () => end('closed'))
    } else if (state === 'CLOSING') timeWait()
    else if (state === 'LAST-ACK') end('closed')
  }

  /** Data in order goes to the program at once; the rest waits. FIN counts as the number after the last byte. */
  function take(s: Segment): void {
    if (s.payload.length === 0 && !(s.flags & FLAG.FIN)) return
    const saidBefore = most
    const before = receiver.next
    const filled = receiver.waits
    const { data, finished } = receiver.take(s)
    if (receiver.next !== before) window.took(s.payload.length, terms.stamps ? 52 : 40)
    if (finished) onFin()
    if (data.length > 0) around.received(data)
    if (finished) around.finished()
    // An answer given on the spot has carried the acknowledgment already.
    if (over() || most !== saidBefore) return
    if (finished && receiver.received > 0 && !settings.reads && !filled) stopWaiting = around.after(DELAY, acknowledge)
    else acknowledge()
  }

  function onFin(): void {
    if (state === 'ESTABLISHED') state = 'CLOSE-WAIT'
    else if (state === 'FIN-WAIT-1') state = 'CLOSING'
    else if (state === 'FIN-WAIT-2') timeWait()
  }
}
