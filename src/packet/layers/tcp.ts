/** The TCP layer with its options. */
import { checksumOk, headerLength, MIN_HEADER } from '../tcp'
import { tcpOptions, type TcpOption } from '../tcp-options'
import { Cursor, hexText, type Layer, payloadLayer } from './layer'

/** The addresses for the pseudo-header, and whether all that the checksum covers is there. */
export interface Ends {
  src: number
  dst: number
  whole: boolean
}

const FLAGS: readonly [string, string][] = [
  ['cwr', 'CWR'],
  ['ece', 'ECE'],
  ['urg', 'URG'],
  ['ack', 'ACK'],
  ['push', 'PSH'],
  ['reset', 'RST'],
  ['syn', 'SYN'],
  ['fin', 'FIN'],
]

const OPTION_NAMES: Readonly<Record<TcpOption['kind'], string>> = {
  end: 'End of options',
  nop: 'No-operation',
  mss: 'Maximum segment size',
  'window-scale': 'Window scale',
  'sack-permitted': 'SACK permitted',
  sack: 'SACK',
  timestamps: 'Timestamps',
  other: 'Unknown option',
}

export function tcpLayers(b: Uint8Array, at: number, end: number, ends: Ends): Layer[] {
  const data = Math.min(Math.max(at + headerLength(b, at), at + MIN_HEADER), end)
  const c = new Cursor(b, at)
  c.number('tcp.srcport', 'Source Port', 16)
  c.number('tcp.dstport', 'Destination Port', 16)
  c.number('tcp.seq', 'Sequence Number', 32)
  c.number('tcp.ack', 'Acknowledgment Number', 32)
  c.number('tcp.hdr_len', 'Data Offset', 4, (n) => `${n * 4} bytes`)
  c.number('tcp.flags.res', 'Reserved', 4)
  for (const [id, label] of FLAGS) c.number(`tcp.flags.${id}`, label, 1)
  c.number('tcp.window_size_value', 'Window', 16)
  const check = c.number('tcp.checksum', 'Checksum', 16, hexText(4))
  check.check = !ends.whole ? 'unknown' : checksumOk(b, at, end, ends.src, ends.dst) ? 'correct' : 'wrong'
  c.number('tcp.urgent_pointer', 'Urgent Pointer', 16)
  for (const option of tcpOptions(b, at)) if (option.at + option.length <= data) layOption(c, option)
  c.bytesTo('tcp.options', 'Padding', data)
  return [
    { name: 'TCP', rfc: 'RFC 9293 §3.1', offset: at, length: data - at, fields: c.fields },
    ...payloadLayer(b, data, end),
  ]
}

function layOption(c: Cursor, o: TcpOption): void {
  const name = OPTION_NAMES[o.kind]
  if (o.length === 1) {
    c.number(o.kind === 'nop' ? 'tcp.options.nop' : 'tcp.options.eol', name, 8, () => name)
    return
  }
  c.number('tcp.option_kind', 'Kind', 8, (n) => `${n} (${name})`)
  c.number('tcp.option_len', 'Length', 8)
  switch (o.kind) {
    case 'mss':
      c.number('tcp.options.mss_val', name, 16)
      return
    case 'window-scale':
      c.number('tcp.options.wscale.shift', name, 8, (n) => `${n} (×${2 ** n})`)
      return
    case 'timestamps':
      c.number('tcp.options.timestamp.tsval', 'Timestamp value', 32)
      c.number('tcp.options.timestamp.tsecr', 'Timestamp echo reply', 32)
      return
    case 'sack':
      for (let i = 0; i < o.edges.length; i += 2) {
        c.number('tcp.options.sack_le', 'SACK left edge', 32)
        c.number('tcp.options.sack_re', 'SACK right edge', 32)
      }
      return
    default:
      c.bytesTo('tcp.options', name, o.at + o.length)
  }
}
