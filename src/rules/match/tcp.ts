/** `-m tcp`: ports, flags and options of a TCP header. */
import { bang, Deferred, Refused, words, Wrong, type Extension } from '../grammar'
import { saysSomething } from '../native'
import { PROTO } from '../../packet/protocol'
import { listPort, portOptions, printPort, type Ports } from './ports'

export interface TcpMatch extends Ports {
  kind: 'tcp'
  /** Of the flags in `mask`, exactly those in `set` are set. Bits as in the header's byte 13. */
  flags?: { mask: number; set: number; not: boolean }
  /** An option of this kind is present. */
  option?: { number: number; not: boolean }
}

const FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG'] as const
const SYN_ONLY = { mask: 0x17, set: 0x02 }

function readFlags(text: string): number {
  let bits = 0
  for (const name of text.split(',')) {
    const upper = name.toUpperCase()
    const at = FLAGS.findIndex((flag) => flag === upper)
    if (at >= 0) bits |= 1 << at
    else if (upper === 'ALL') bits |= 0x3f
    else if (upper !== 'NONE')
      throw new Wrong(`Unknown TCP flag \`${name}'`, `flags of ${FLAGS.join(', ')}, or ALL or NONE, parted by commas`)
  }
  return bits
}

const flagText = (bits: number): string => FLAGS.filter((_, at) => bits & (1 << at)).join(',') || 'NONE'

const ONE = "Only one of `--syn' or `--tcp-flags'  allowed"

function setFlags(m: TcpMatch, flags: TcpMatch['flags']): void {
  if (m.flags) throw new Wrong(ONE, 'one test of the flags')
  m.flags = flags
}

const byte = (n: number): string => `0x${n.toString(16).toUpperCase().padStart(2, '0')}`

export const tcp: Extension<TcpMatch> = {
  kind: 'tcp',
  name: 'tcp',
  proto: PROTO.TCP,
  begin: () => ({ kind: 'tcp' }),
  options: [
    ...portOptions,
    {
      names: ['tcp-flags'],
      once: ONE,
      takes: 2,
      not: true,
      expected: 'two lists of flags: those looked at, and of them those set',
      read: (m, r) => setFlags(m, { mask: readFlags(r.args[0]), set: readFlags(r.args[1]), not: r.not }),
    },
    { names: ['syn'], once: ONE, takes: 0, not: true, read: (m, r) => setFlags(m, { ...SYN_ONLY, not: r.not }) },
    {
      names: ['tcp-option'],
      not: true,
      expected: 'a TCP option number from 1 to 255',
      read(m, r) {
        const number = /^\d+$/.test(r.args[0]) ? Number(r.args[0]) : 0
        if (number < 1 || number > 255)
          throw new Wrong(`Bad TCP option "${r.args[0]}"`, 'a TCP option number from 1 to 255')
        m.option = { number, not: r.not }
      },
    },
  ],
  finish(m, _seen, proto) {
    if (proto.number === PROTO.TCP) return
    if (!m.option && saysSomething(m)) throw new Deferred("TCP match requires '-p tcp'", '-p tcp before it')
    throw new Refused('-p tcp before it')
  },
  print: (m) =>
    words(
      printPort('sport', m.sport),
      printPort('dport', m.dport),
      m.option && `${bang(m.option.not)}--tcp-option ${m.option.number}`,
      m.flags && `${bang(m.flags.not)}--tcp-flags ${flagText(m.flags.mask)} ${flagText(m.flags.set)}`,
    ),
  list: (m, named) =>
    words(
      'tcp',
      listPort('spt', m.sport, named),
      listPort('dpt', m.dport, named),
      m.option && `option=${m.option.not ? '!' : ''}${m.option.number}`,
      m.flags && `flags:${m.flags.not ? '!' : ''}${[m.flags.mask, m.flags.set].map(named ? flagText : byte).join('/')}`,
    ),
}
