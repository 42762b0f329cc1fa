/** `-m udp`: ports of a UDP header. */
import { Deferred, Refused, words, type Extension } from '../grammar'
import { saysSomething } from '../native'
import { PROTO } from '../../packet/protocol'
import { listPort, loosePortOptions, printPort, type Ports } from './ports'

export interface UdpMatch extends Ports {
  kind: 'udp'
}

export const udp: Extension<UdpMatch> = {
  kind: 'udp',
  name: 'udp',
  proto: PROTO.UDP,
  begin: () => ({ kind: 'udp' }),
  options: loosePortOptions,
  finish(m, _seen, proto) {
    if (proto.number === PROTO.UDP) return
    if (saysSomething(m)) throw new Deferred("UDP match requires '-p udp'", '-p udp before it')
    throw new Refused('-p udp before it')
  },
  print: (m) => words(printPort('sport', m.sport), printPort('dport', m.dport)),
  list: (m, named) => words('udp', listPort('spt', m.sport, named), listPort('dpt', m.dport, named)),
}
