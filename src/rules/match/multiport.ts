/** `-m multiport`: up to 15 ports, a range counting as two. */
import { bang, Wrong, type Extension, type Named, type Option } from '../grammar'
import { port, type Range } from '../values'
import { namedRange } from './ports'

export interface MultiportMatch {
  kind: 'multiport'
  /** `either`: the source or the destination port is one of them. */
  side: 'source' | 'destination' | 'either'
  ports: Range[]
  not: boolean
}

/** udp, tcp, dccp, sctp, udplite. */
const PROTOCOLS: ReadonlySet<number> = new Set([6, 17, 33, 132, 136])
const MOST = 15

function readPorts(text: string, proto: number): Range[] {
  let room = MOST
  return text.split(',').map((part) => {
    const [first, ...others] = part.split(':')
    const last = others.length > 0 ? others.join(':') : undefined
    room -= last === undefined ? 1 : 2
    if (room < 0) throw new Wrong('too many ports specified', 'at most 15 ports, a range counting as two')
    const from = port(first, proto)
    const to = last === undefined ? from : port(last, proto)
    if (last !== undefined && from >= to)
      throw new Wrong('invalid portrange specified', 'a range with the lower port first')
    return { from, to }
  })
}

const side = (kind: MultiportMatch['side'], names: string[]): Option<MultiportMatch> => ({
  names,
  not: true,
  excludes: ['source-ports', 'destination-ports', 'ports'].filter((other) => other !== names[0]),
  expected: 'up to 15 ports or ranges, such as 80,443,8000:8080',
  read(m, r) {
    if (r.proto.number === 0)
      throw new Wrong(
        "multiport needs `-p tcp', `-p udp', `-p udplite', `-p sctp' or `-p dccp'",
        '-p tcp or -p udp before it',
      )
    if (r.proto.not || !PROTOCOLS.has(r.proto.number))
      throw new Wrong('multiport only works with TCP, UDP, UDPLITE, SCTP and DCCP', '-p without !')
    m.side = kind
    m.ports = readPorts(r.args[0], r.proto.number)
    m.not = r.not
  },
})

const OPTION = { source: 'sports', destination: 'dports', either: 'ports' } as const
const portsText = (m: MultiportMatch, named?: Named): string => m.ports.map((p) => namedRange(p, named)).join(',')

export const multiport: Extension<MultiportMatch> = {
  kind: 'multiport',
  name: 'multiport',
  begin: () => ({ kind: 'multiport', side: 'either', ports: [], not: false }),
  options: [
    side('source', ['source-ports', 'sports']),
    side('destination', ['destination-ports', 'dports']),
    side('either', ['ports', 'port']),
  ],
  finish(_m, seen) {
    if (seen.size === 0) throw new Wrong('multiport expection an option', '--sports, --dports or --ports')
  },
  print: (m) => `${bang(m.not)}--${OPTION[m.side]} ${portsText(m)}`,
  list: (m, named) => `multiport ${OPTION[m.side]} ${m.not ? ' !' : ''}${portsText(m, named)}`,
}
