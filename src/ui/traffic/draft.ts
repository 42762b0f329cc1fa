/** What is typed into the form, and the traffic it means. */
import { MILLISECOND } from '../../model/time'
import { MOST_FLOWS, type Traffic } from '../../model/traffic'
import { trafficText as text } from '../text/traffic'

/** Each field and what it may hold. */
export const FIELDS = {
  hosts: [1, MOST_FLOWS],
  flows: [1, MOST_FLOWS],
  rate: [1, MOST_FLOWS],
  tcp: [0, 100],
  udp: [0, 100],
  icmp: [0, 100],
  exchanges: [1, 100],
  answer: [1, 8],
  loss: [0, 100],
  latency: [0, 2_000],
  jitter: [0, 2_000],
} as const satisfies Record<string, readonly [from: number, to: number]>

export type Field = keyof typeof FIELDS
export const FIELD_NAMES = Object.keys(FIELDS) as Field[]
export type Draft = Record<Field, string>

const WHOLE: ReadonlySet<Field> = new Set(['hosts', 'flows', 'exchanges', 'answer'])

export const draftOf = ({ mix, ...t }: Traffic): Draft => ({
  hosts: String(t.hosts),
  flows: String(t.flows),
  rate: String(t.rate),
  tcp: String(mix.tcp),
  udp: String(mix.udp),
  icmp: String(mix.icmp),
  exchanges: String(t.exchanges),
  answer: String(t.answer),
  loss: String(t.loss * 100),
  latency: String(t.latency / MILLISECOND),
  jitter: String(t.jitter / MILLISECOND),
})

/** The traffic, or the first field that is wrong and what was expected there. */
export function trafficOf(draft: Draft, base: Traffic): { traffic: Traffic } | { wrong: Field; message: string } {
  const value = {} as Record<Field, number>
  for (const field of FIELD_NAMES) {
    const [from, to] = FIELDS[field]
    const n = draft[field].trim() === '' ? NaN : Number(draft[field])
    if (!(n >= from && n <= to) || (WHOLE.has(field) && !Number.isInteger(n)))
      return { wrong: field, message: text.expected(text.fields[field], from, to, WHOLE.has(field)) }
    value[field] = n
  }
  const { tcp, udp, icmp, loss, latency, jitter, ...rest } = value
  if (tcp + udp + icmp === 0) return { wrong: 'tcp', message: text.expected(text.fields.tcp, 1, 100) }
  return {
    traffic: {
      ...base,
      ...rest,
      mix: { tcp, udp, icmp },
      loss: loss / 100,
      latency: Math.round(latency * MILLISECOND),
      jitter: Math.round(jitter * MILLISECOND),
    },
  }
}
