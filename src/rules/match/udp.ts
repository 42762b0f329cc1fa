/** `-m udp`: ports of a UDP header. */
import { words, Wrong, type Extension } from '../grammar'
import { PROTO } from '../../packet/protocol'
import { listPort, portOptions, printPort, type Ports } from './ports'

export interface UdpMatch extends Ports {
  kind: 'udp'
}

export const udp: Extension<UdpMatch> = {
  kind: 'udp',
  name: 'udp',
  proto: PROTO.UDP,
  begin: () => ({ kind: 'udp' }),
  options: portOptions,
  finish(_m, _seen, proto) {
    if (proto.number !== PROTO.UDP) throw new Wrong("UDP match requires '-p udp'", '-p udp before it')
  },
  print: (m) => words(printPort('sport', m.sport), printPort('dport', m.dport)),
  list: (m, named) => words('udp', listPort('spt', m.sport, named), listPort('dpt', m.dport, named)),
}
