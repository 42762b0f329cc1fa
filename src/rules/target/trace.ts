/** `-j TRACE`: marks the packet, so that `xtables-monitor` shows each rule it meets. Here the trace shows that of all packets. */
import type { Extension } from '../grammar'

export interface TraceTarget {
  kind: 'TRACE'
}

export const trace: Extension<TraceTarget> = {
  kind: 'TRACE',
  name: 'TRACE',
  begin: () => ({ kind: 'TRACE' }),
  options: [],
  print: () => '',
  list: () => '',
}
