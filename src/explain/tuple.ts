/** Tuples as they read in a sentence. */
import type { Tuple } from '../model/conntrack'
import { say } from './text/en'

/** Ports and ICMP ids read the same: "192.168.1.10:54321", or "192.168.1.10 (id 7)". */
export const endpoint = (address: string, port?: number, id?: number): string =>
  port !== undefined ? `${address}:${port}` : id !== undefined ? say.names.withId(address, id) : address

export const source = (t: Tuple): string => endpoint(t.src, t.sport, t.id)
export const destination = (t: Tuple): string => endpoint(t.dst, t.dport)
export const arrow = (t: Tuple): string => `${source(t)} → ${destination(t)}`
