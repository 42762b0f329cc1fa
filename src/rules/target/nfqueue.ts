/** `-j NFQUEUE`: a program decides about the packet. Where none listens, the packet is dropped, or with `--queue-bypass` passes. */
import { Refused, words, Wrong, type Extension } from '../grammar'
import { parseInteger } from '../integer'
import { integer, type Range } from '../values'

export interface NfqueueTarget {
  kind: 'NFQUEUE'
  /** More than one: flows are spread over them. */
  queues: Range
  bypass: boolean
  /** Spread by processor instead. */
  fanout: boolean
}

const EXPECTED = 'two queues, such as 0:3'

function balance(text: string): Range {
  const ends = text.split(':')
  if (ends.length < 2) throw new Wrong(`Bad range "${text}"`, EXPECTED)
  const [from, to] = ends.map((end) => {
    const n = parseInteger(end)
    if (n !== null && n <= 0xffff) return n
    const option = 'NFQUEUE: bad value for option "--queue-balance"'
    throw new Wrong(`${option} near "${end}", or out of range (0-65535).`, EXPECTED)
  })
  if (from >= to) throw new Wrong(`${from} should be less than ${to}`, EXPECTED)
  // The kernel counts them in 16 bits.
  if (to - from === 0xffff) throw new Refused('at most 65535 queues')
  return { from, to }
}

const queuesText = ({ from, to }: Range): string => (from === to ? `num ${from}` : `balance ${from}:${to}`)

export const nfqueue: Extension<NfqueueTarget> = {
  kind: 'NFQUEUE',
  name: 'NFQUEUE',
  begin: () => ({ kind: 'NFQUEUE', queues: { from: 0, to: 0 }, bypass: false, fanout: false }),
  options: [
    {
      names: ['queue-num'],
      excludes: ['queue-balance'],
      expected: 'a queue, from 0 to 65535',
      read(t, r) {
        const queue = integer(r, 0, 0xffff)
        t.queues = { from: queue, to: queue }
      },
    },
    {
      names: ['queue-balance'],
      excludes: ['queue-num'],
      expected: EXPECTED,
      read: (t, r) => void (t.queues = balance(r.args[0])),
    },
    { names: ['queue-bypass'], takes: 0, read: (t) => void (t.bypass = true) },
    { names: ['queue-cpu-fanout'], takes: 0, also: 'queue-balance', read: (t) => void (t.fanout = true) },
  ],
  print: (t) =>
    words(`--queue-${queuesText(t.queues)}`, t.bypass && '--queue-bypass', t.fanout && '--queue-cpu-fanout'),
  list: (t) => words(`NFQUEUE ${queuesText(t.queues)}`, t.bypass && 'bypass', t.fanout && 'cpu-fanout'),
}
