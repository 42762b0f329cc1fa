/** `-j TCPMSS`: lowers the maximum segment size that a SYN announces (RFC 9293 §3.7.1), so that what follows fits. */
import { PROTO } from '../../packet/protocol'
import { Refused, Wrong, type Extension } from '../grammar'
import { integer } from '../values'

export interface TcpmssTarget {
  kind: 'TCPMSS'
  /** Bytes; null for what the route there and the route back can carry. */
  mss: number | null
}

/** What still fits a packet of 65535 bytes behind an IPv4 header. */
const MOST = 65515

export const tcpmss: Extension<TcpmssTarget> = {
  kind: 'TCPMSS',
  name: 'TCPMSS',
  begin: () => ({ kind: 'TCPMSS', mss: null }),
  options: [
    { names: ['set-mss'], expected: 'bytes, such as 1452', read: (t, r) => void (t.mss = integer(r, 0, MOST)) },
    { names: ['clamp-mss-to-pmtu'], takes: 0, read: (t) => void (t.mss = null) },
  ],
  finish(_t, seen, proto) {
    if (seen.size === 0)
      throw new Wrong('TCPMSS target: At least one parameter is required', '--clamp-mss-to-pmtu or --set-mss')
    if (proto.number !== PROTO.TCP || proto.not) throw new Refused('-p tcp in the same rule')
  },
  print: (t) => (t.mss === null ? '--clamp-mss-to-pmtu' : `--set-mss ${t.mss}`),
  list: (t) => `TCPMSS ${t.mss === null ? 'clamp to PMTU' : `set ${t.mss}`}`,
  /** Only there is the way out known. */
  habitat: (t) => (t.mss === null ? { hooks: ['FORWARD', 'OUTPUT', 'POSTROUTING'], builtIn: true } : undefined),
}
