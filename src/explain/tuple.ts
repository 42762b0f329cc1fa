/** Tuples as they read in a sentence. */
import type { Tuple } from '../model/conntrack'
import { say } from './text/en'

export const endpoint = (address: string, port?: number): string =>
  port === undefined ? address : `${address}:${port}`

export const source = (t: Tuple): string => endpoint(t.src, t.sport)
export const destination = (t: Tuple): string => endpoint(t.dst, t.dport)
/** "192.168.1.10:54321 → 198.51.100.4:443"; ICMP queries have an id where others have ports. */
export function arrow(t: Tuple): string {
  const ends = `${source(t)} → ${destination(t)}`
  return t.id === undefined ? ends : say.names.withId(ends, t.id)
}
