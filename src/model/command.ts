/** What can be done to a world, as values: listed, replayed, undone and shared. */
import type { PacketSpec } from '../packet/spec'
import type { Micros } from './time'

export type Command =
  /** A client connects, sends `request`, reads the answer, and closes unless `close` is false. */
  | {
      do: 'tcp'
      node: string
      dst: string
      dport: number
      src?: string
      sport?: number
      request?: string
      close?: boolean
    }
  /** A client sends one datagram; `payload` is text. */
  | { do: 'udp'; node: string; dst: string; dport: number; src?: string; sport?: number; payload?: string }
  | { do: 'ping'; node: string; dst: string; count?: number; interval?: Micros; id?: number }
  /** A packet as the builder made it, sent from the node as if a raw socket wrote it (it meets OUTPUT). */
  | { do: 'packet'; node: string; packet: PacketSpec }
  /**
   * The text becomes the node's whole rule set, as if it were flushed first and then restored: a dump from another
   * machine must not act together with rules that were here. Entries stay; counters start anew. Sets that
   * the text makes take the place of those of their names; others stay.
   */
  | { do: 'rules'; node: string; text: string }
  | { do: 'sysctl'; node: string; name: string; value: number | string }

/**
 * When it happens: at a time, or right after the trace's event number `event` was said (an edit at
 * the playhead). Rules changed in mid-packet hold from the next table the packet meets, as the
 * kernel's do.
 */
export type When = { time: Micros } | { event: number }

export interface TimedCommand {
  when: When
  command: Command
}
