/**
 * What conntrack makes of a TCP segment, as a table: the one source of truth of the tracker, in Linux
 * 6.18's terms (`nf_conntrack_proto_tcp.c`). The engine compiles it to a dense array; the state chart's
 * machine (`tcp-machine.ts`) is made from it; a test holds the two together.
 *
 * The tracker stands between two TCPs and guesses their states from what it sees of them. That is why
 * its states are not RFC 9293's, and why some segments are let through without being believed.
 */
import type { Direction, TcpState } from './conntrack'

/** In the kernel's order; NONE is a segment that has no entry yet. */
export const TCP_STATES = [
  'NONE',
  'SYN_SENT',
  'SYN_RECV',
  'ESTABLISHED',
  'FIN_WAIT',
  'CLOSE_WAIT',
  'LAST_ACK',
  'TIME_WAIT',
  'CLOSE',
  'SYN_SENT2',
] as const satisfies readonly TcpState[]

/**
 * A segment by the flags that count: RST before SYN before FIN before ACK. `none` has none of the four.
 * Every segment of an open connection but the first and last few is an `ack`.
 */
export const TCP_KINDS = ['syn', 'synack', 'fin', 'ack', 'rst', 'none'] as const
export type TcpKind = (typeof TCP_KINDS)[number]

/**
 * What follows: a state; `ignore`, let through and remembered, but the entry stays as it is until the
 * other end's answer tells which of the two was right; `invalid`, the packet belongs to no connection.
 */
export type TcpNext = TcpState | 'ignore' | 'invalid'

const CODE: Record<string, TcpNext> = {
  SS: 'SYN_SENT',
  SR: 'SYN_RECV',
  ES: 'ESTABLISHED',
  FW: 'FIN_WAIT',
  CW: 'CLOSE_WAIT',
  LA: 'LAST_ACK',
  TW: 'TIME_WAIT',
  CL: 'CLOSE',
  S2: 'SYN_SENT2',
  '~': 'ignore',
  '-': 'invalid',
}

type Row = Readonly<Record<TcpState, TcpNext>>

/** One row of the table: a column per state, in the order of `TCP_STATES`. */
function row(text: string): Row {
  const cells = text.trim().split(/\s+/)
  if (cells.length !== TCP_STATES.length) throw new Error(`${cells.length} cells in "${text}"`)
  return Object.fromEntries(TCP_STATES.map((state, i) => [state, CODE[cells[i]]])) as Row
}

export const TCP_TRANSITIONS: Readonly<Record<Direction, Readonly<Record<TcpKind, Row>>>> = {
  original: {
    //              NONE SS  SR  ES  FW  CW  LA  TW  CL  S2
    // A SYN in mid-connection is let by: if the server has forgotten the connection it answers, and its
    // SYN-ACK brings the entry up to date; if not, it answers with a challenge ACK (RFC 5961 §4.2).
    // From TIME_WAIT and CLOSE the same ports may start anew, RFC 9293 §3.6.1.
    syn: row('       SS  SS  ~   ~   ~   ~   ~   SS  SS  S2'),
    // Only the answer of a simultaneous open (RFC 9293 §3.5, figure 8) comes from the client's side.
    synack: row('    -   -   SR  -   -   -   -   -   -   SR'),
    // The client may close before its ACK of the handshake was seen: that ACK is in the FIN.
    fin: row('       -   -   FW  FW  LA  LA  LA  TW  CL  -'),
    // No entry and an ACK: a connection older than the tracker, picked up if `tcp_loose` allows it.
    // In FIN_WAIT, the FIN was acknowledged: half the connection is closed, hence CLOSE_WAIT.
    ack: row('       ES  -   ES  ES  CW  CW  TW  TW  CL  -'),
    rst: row('       -   CL  CL  CL  CL  CL  CL  CL  CL  CL'),
    none: row('      -   -   -   -   -   -   -   -   -   -'),
  },
  reply: {
    //              NONE SS  SR  ES  FW  CW  LA  TW  CL  S2
    // SYNs crossed on the way: a simultaneous open. From TIME_WAIT the ends have changed roles.
    syn: row('       -   S2  -   -   -   -   -   SS  -   S2'),
    // A SYN-ACK in mid-connection may be the answer to a SYN that was ignored above.
    synack: row('    -   SR  ~   ~   ~   ~   ~   ~   ~   SR'),
    fin: row('       -   -   FW  FW  LA  LA  LA  TW  CL  -'),
    // An ACK in answer to a SYN is a challenge from a server that holds the connection still open; the
    // client will answer with RST. In SYN_RECV the handshake lacks the client's ACK, not the server's.
    ack: row('       -   ~   SR  ES  CW  CW  TW  TW  CL  ~'),
    rst: row('       -   CL  CL  CL  CL  CL  CL  CL  CL  CL'),
    none: row('      -   -   -   -   -   -   -   -   -   -'),
  },
}

/** The table alone; windows, retransmissions and reopening are the engine's (`engine/conntrack/tcp.ts`). */
export const nextTcp = (state: TcpState, direction: Direction, kind: TcpKind): TcpNext =>
  TCP_TRANSITIONS[direction][kind][state]

/** Seconds an entry lives in a state without a packet: sysctl `nf_conntrack_tcp_timeout_` and its name in lower case. */
export const TCP_TIMEOUTS: Readonly<Record<Exclude<TcpState, 'NONE'>, number>> = {
  SYN_SENT: 120,
  SYN_RECV: 60,
  ESTABLISHED: 432_000,
  FIN_WAIT: 120,
  CLOSE_WAIT: 60,
  LAST_ACK: 30,
  TIME_WAIT: 120,
  CLOSE: 10,
  // The only one without a sysctl.
  SYN_SENT2: 120,
}

/**
 * Caps on the timeouts above, in seconds: after so many retransmissions in a row, and while data of one
 * end waits for the other's ACK.
 */
export const TCP_CAPS = { max_retrans: 300, unacknowledged: 300 } as const
