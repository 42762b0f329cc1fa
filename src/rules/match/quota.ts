/** `-m quota`: packets until so many bytes have passed. */
import { bang, Wrong, type Extension } from '../grammar'

export interface QuotaMatch {
  kind: 'quota'
  /** In decimal: up to 2^64 - 1. */
  bytes: string
  not: boolean
}

const MOST = 2n ** 64n - 1n

function readBytes(text: string): string {
  const octal = /^0[0-7]+$/.test(text) ? `0o${text.slice(1)}` : text
  const bytes = /^(?:\d+|0[xo][\da-f]+)$/i.test(octal) ? BigInt(octal) : -1n
  if (bytes < 0n || bytes > MOST)
    throw new Wrong(`quota: bad value for option "--quota", or out of range (0-${MOST}).`, 'a number of bytes')
  return String(bytes)
}

export const quota: Extension<QuotaMatch> = {
  kind: 'quota',
  name: 'quota',
  begin: () => ({ kind: 'quota', bytes: '0', not: false }),
  options: [
    {
      names: ['quota'],
      not: true,
      must: true,
      read: (m, r) => void Object.assign(m, { bytes: readBytes(r.args[0]), not: r.not }),
    },
  ],
  print: (m) => `${bang(m.not)}--quota ${m.bytes}`,
  list: (m) => `quota: ${m.bytes} bytes`,
}
