/**
 * Much traffic at once: so many conversations that nobody steps through them. They run through one router of a scenario without a
 * trace; what comes back are figures, and its conntrack table in columns (`rows.ts`).
 */
import type { Micros } from './time'

export interface Traffic {
  /** The router that they go through, and its interfaces towards both sides. */
  node: string
  inside: string
  outside: string
  /** On which side those are who begin. */
  from: 'inside' | 'outside'
  /** How many of them there are, with addresses counted up from `first`. */
  hosts: number
  first: string
  /** Whom they talk to: so many addresses counted up from `to`, all on `dport`. */
  servers: number
  to: string
  dport: number
  /** Conversations in all, at most 1,000,000, and how many begin in a second of virtual time. */
  flows: number
  rate: number
  /** Shares of the protocols; any numbers from 0, not all of them 0. */
  mix: { tcp: number; udp: number; icmp: number }
  /** Questions that each conversation asks, at least 1, and packets in each answer, 1 to 8. */
  exchanges: number
  answer: number
  /** Who began never says anything more: addresses that were made up, as in a SYN flood. */
  silent?: boolean
  /** Share of packets that get lost on the outer side, 0 to 1. */
  loss: number
  /** One way on the outer side; each packet takes up to `jitter` longer, and may so be overtaken. */
  latency: Micros
  jitter: Micros
}

export interface Figures {
  /** Virtual time so far. */
  t: Micros
  /** Conversations. `failed` gave up after three tries; of `silent` ones none ever ends. */
  started: number
  finished: number
  failed: number
  /** Packets that came to the router, went out on its other side, and got lost on a line. */
  packets: number
  forwarded: number
  lost: number
  /** Packets that the router dropped: no room in the table, no port left for the mapping, or for another reason. */
  tableFull: number
  exhausted: number
  dropped: number
  /** Unassured entries that gave way to new ones. */
  earlyDrops: number
  /** Entries now, and the most that may be (0: no limit). */
  entries: number
  max: number
}

/** The same along the way: about `SAMPLES` of them in a run. */
export type Sample = Pick<Figures, 't' | 'entries' | 'max' | 'tableFull' | 'exhausted' | 'earlyDrops'>
export const SAMPLES = 300

export const MOST_FLOWS = 1_000_000
