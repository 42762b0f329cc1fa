/** `-m tos`: bits of the TOS byte (RFC 1349). */
import { bang, type Extension } from '../grammar'
import { hexByte, TOS_EXPECTED, tosByte, tosName } from '../tos-byte'
import type { Masked } from '../values'

export interface TosMatch extends Masked {
  kind: 'tos'
  not: boolean
}

const NAMED_BITS = 0x3f
const text = (m: TosMatch): string => `${hexByte(m.value)}/${hexByte(m.mask)}`

export const tos: Extension<TosMatch> = {
  kind: 'tos',
  name: 'tos',
  begin: () => ({ kind: 'tos', value: 0, mask: 0, not: false }),
  options: [
    {
      names: ['tos'],
      not: true,
      must: true,
      expected: TOS_EXPECTED,
      read: (m, r) => void Object.assign(m, tosByte(r.args[0], NAMED_BITS), { not: r.not }),
    },
  ],
  print: (m) => `${bang(m.not)}--tos ${text(m)}`,
  list(m, named) {
    const name = named && m.mask === NAMED_BITS ? tosName(m.value) : null
    return `tos match${m.not ? '!' : ''}${name === null ? text(m) : ` ${name}`}`
  },
}
