/** `-j TPROXY`: hands the packet to a transparent proxy on this machine, address and port left as they are. */
import { formatAddress } from '../../packet/address'
import { PROTO } from '../../packet/protocol'
import { Refused, type Extension } from '../grammar'
import { loosePort } from '../match/ports'
import { hex, marked, resolved, type Masked } from '../values'

export interface TproxyTarget {
  kind: 'TPROXY'
  /** 0 for the packet's own. */
  port: number
  /** 0 for the address of the interface it came in by. */
  address: number
  mark: Masked
}

export const tproxy: Extension<TproxyTarget> = {
  kind: 'TPROXY',
  name: 'TPROXY',
  begin: () => ({ kind: 'TPROXY', port: 0, address: 0, mark: { value: 0, mask: 0 } }),
  options: [
    {
      names: ['on-port'],
      must: true,
      expected: 'a port from 0 to 65535',
      read: (t, r) => void (t.port = loosePort(r.args[0], 0)),
    },
    { names: ['on-ip'], expected: 'an IPv4 address', read: (t, r) => void (t.address = resolved(r.args[0])) },
    { names: ['tproxy-mark'], expected: 'a mark such as 0x1/0x1', read: (t, r) => void (t.mark = marked(r)) },
  ],
  finish(_t, seen, proto) {
    const fits = proto.number === PROTO.TCP || proto.number === PROTO.UDP
    if (seen.has('on-port') && (!fits || proto.not)) throw new Refused('-p tcp or -p udp in the same rule')
  },
  print: (t) => `--on-port ${t.port} --on-ip ${formatAddress(t.address)} --tproxy-mark ${markOf(t)}`,
  list: (t) => `TPROXY redirect ${formatAddress(t.address)}:${t.port} mark ${markOf(t)}`,
  habitat: () => ({ tables: ['mangle'], hooks: ['PREROUTING'] }),
}

const markOf = ({ mark }: TproxyTarget): string => `${hex(mark.value)}/${hex(mark.mask)}`
