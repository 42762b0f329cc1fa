/** Conntrack: lookups, entries, their states and their end. */
import type { TcpState } from '../../model/conntrack'

/** What it means to be in a state, with the timeout that begins. */
const TCP: Record<TcpState, (timeout: string) => string> = {
  NONE: () => 'its first packet decides what comes next',
  SYN_SENT: (t) => `a SYN has passed, and the answer has ${t} to come`,
  SYN_RECV: (t) => `the SYN-ACK has come back, and the last ACK of the handshake has ${t} to come`,
  ESTABLISHED: (t) => `the handshake is complete, and from now on the connection may be silent for ${t}`,
  FIN_WAIT: (t) => `one side has said it will send no more, and the other has ${t} to say so too`,
  CLOSE_WAIT: (t) => `the first FIN is acknowledged, and the other side has ${t} to send its own`,
  LAST_ACK: (t) => `both sides have sent FIN, and the last ACK has ${t} to come`,
  TIME_WAIT: (t) => `everything is said, and the entry stays for ${t} in case a packet comes late`,
  CLOSE: (t) => `a RST has ended the connection, and the entry goes in ${t}`,
  SYN_SENT2: (t) => `both sides have sent a SYN at once, and an answer may take ${t}`,
}

export const conntrack = {
  lookup: {
    new: (tuple: string, node: string) => `No entry matches ${tuple}, so ${node} makes one.`,
    newAgain: (tuple: string, entry: string) =>
      `${tuple} belongs to ${entry}, which has seen no answer yet, so the packet still counts as NEW.`,
    original: (tuple: string, entry: string) =>
      `${tuple} is the original direction of ${entry}, so rules see the packet as ESTABLISHED.`,
    reply: (tuple: string, entry: string) =>
      `${tuple} is the reply direction of ${entry}: it is an answer, and rules see it as ESTABLISHED.`,
    related: (entry: string | undefined) =>
      entry
        ? `The ICMP error quotes a packet of ${entry}, so it is RELATED to that connection.`
        : 'The packet was expected by a helper, so it is RELATED.',
    untracked: 'A rule said NOTRACK, so conntrack does not look this packet up.',
    invalid: (why: string) => `Conntrack calls the packet INVALID: ${why}. It makes no entry for it.`,
    invalidKnown: (why: string, entry: string) =>
      `Conntrack calls the packet INVALID, though its addresses are those of ${entry}: ${why}.`,
    none: (tuple: string) => `No entry matches ${tuple}.`,
  },
  /** The engine's codes for why a packet is INVALID (`engine/conntrack/core.ts`). */
  why: {
    fragment: 'it is a piece of a packet whose other pieces are missing',
    short: 'it is too short for its header',
    checksum: 'its checksum is wrong',
    'bad-flags': 'its TCP flags cannot stand together',
    'no-entry': 'it reports on a connection that nobody here knows',
    'out-of-window': 'its sequence number lies outside the window that the other side has opened',
    'bad-state': 'such a segment cannot come in the state its connection is in',
    'bad-rst': 'it is a RST whose number does not fit, as a forged one would not',
    'not-loose': 'it begins in the middle of a connection, and nf_conntrack_tcp_loose forbids to pick one up',
    'not-a-query': 'it answers a query that was never asked through here',
    'unknown-type': 'there is no such ICMP type',
    'wrong-destination': 'it reports on a packet that its receiver never sent',
  } as Record<string, string>,
  whyUnknown: (code: string) => code.replaceAll('-', ' '),
  whyNone: 'it fits no connection and cannot begin one',

  made: (entry: string, original: string, reply: string) =>
    `${start(entry)} is made for ${original}. It also holds what answers will look like: ${reply}. Until this packet has passed, it is unconfirmed.`,
  madeExpected: (entry: string, original: string, master: string) =>
    `${start(entry)} is made for ${original}, which ${master} had announced.`,
  confirmed: (entry: string, timeout: string) =>
    `The packet has got through, so ${entry} enters the conntrack table. Without another packet it lives for ${timeout}.`,

  tcp: (entry: string, was: string | undefined, now: TcpState, timeout: string) =>
    `${start(entry)} ${was && was !== 'NONE' ? `goes from ${was} to ${now}` : `starts as ${now}`}: ${TCP[now](timeout)}.`,
  tcpAlso: {
    assured: ' It is ASSURED from here: a full table will not push it out.',
    reply: ' It has seen a reply, so UNREPLIED goes.',
  },
  replied: (entry: string, timeout: string) =>
    `An answer has come, so UNREPLIED goes from ${entry}, and its timer starts again at ${timeout}.`,
  udpReplied: (entry: string, timeout: string) =>
    `An answer has come, so UNREPLIED goes from ${entry}. Its timer starts again at ${timeout}: only a UDP flow that goes on for two seconds or more gets the longer timeout.`,
  udpStream: (entry: string, timeout: string) =>
    `${start(entry)} has had traffic both ways for more than two seconds, so it counts as a stream: ASSURED, with ${timeout} from now on.`,
  assured: (entry: string) => `${start(entry)} becomes ASSURED: a full table will not push it out.`,
  refreshed: (entry: string, timeout: string) =>
    `The packet keeps ${entry} alive: its timer starts again at ${timeout}.`,
  unacknowledged: (entry: string, timeout: string) =>
    `Data is on its way that nobody has acknowledged yet, so the timer of ${entry} is cut to ${timeout}.`,
  shortened: (entry: string, timeout: string) => `The timer of ${entry} now runs for ${timeout} only.`,
  marked: (entry: string, mark: string) => `${start(entry)} gets the mark ${mark}.`,
  mapped: (entry: string, reply: string) => `${start(entry)} notes what its answers will look like: ${reply}.`,
  changed: (entry: string) => `${start(entry)} is brought up to date.`,

  ended: {
    timeout: (entry: string, arrow: string, timeout: string) =>
      `No packet of ${entry} (${arrow}) came for ${timeout}, so it is removed. Whatever still comes for it will find nobody.`,
    reopened: (entry: string) =>
      `A new SYN uses the same addresses and ports again, so the old ${entry} is removed to make room for it.`,
    'never-confirmed': (entry: string) =>
      `The packet did not get through, so ${entry} never enters the table: it goes with the packet.`,
    refused: (entry: string) =>
      `The answer to the first packet is a RST, so there is nothing to remember: ${entry} is deleted at once.`,
    deleted: (entry: string) => `${start(entry)} is deleted.`,
    clash: (entry: string) =>
      `Another packet of the same connection was faster, so ${entry} gives way to the entry that is already there.`,
    'early-drop': (entry: string) =>
      `The table is full and ${entry} was not ASSURED, so it is thrown out to make room.`,
  },
}

function start(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
