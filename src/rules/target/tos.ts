/** `-j TOS`: changes bits of the TOS byte (RFC 1349): tos = (tos AND NOT mask) XOR value. */
import { Wrong, type Extension, type Option } from '../grammar'
import { hexByte, TOS_EXPECTED, tosByte, tosName } from '../tos-byte'
import { integer, type Masked } from '../values'
import { IN_MANGLE } from './places'

export interface TosTarget extends Masked {
  kind: 'TOS'
}

/** A name stands for the four bits of RFC 1349 and the two next to them; precedence is left alone. */
const NAMED_BITS = 0x3f
const NAMES = ['set-tos', 'and-tos', 'or-tos', 'xor-tos']
const bits = (name: string, expected: string, make: (bits: number) => Masked): Option<TosTarget> => ({
  names: [name],
  excludes: NAMES.filter((n) => n !== name),
  expected,
  read: (t, r) => void Object.assign(t, make(integer(r, 0, 255))),
})

export const tosTarget: Extension<TosTarget> = {
  kind: 'TOS',
  name: 'TOS',
  begin: () => ({ kind: 'TOS', value: 0, mask: 0 }),
  options: [
    {
      names: ['set-tos'],
      excludes: NAMES.slice(1),
      expected: TOS_EXPECTED,
      read: (t, r) => void Object.assign(t, tosByte(r.args[0], NAMED_BITS)),
    },
    bits('and-tos', 'bits to keep', (n) => ({ value: 0, mask: ~n & 255 })),
    bits('or-tos', 'bits to set', (n) => ({ value: n, mask: n })),
    bits('xor-tos', 'bits to flip', (n) => ({ value: n, mask: 0 })),
  ],
  finish(_t, seen) {
    if (seen.size === 0) throw new Wrong('TOS: An action is required', '--set-tos and a value')
  },
  print: (t) => `--set-tos ${hexByte(t.value)}/${hexByte(t.mask)}`,
  list({ value, mask }, named) {
    if (!named) return `TOS set ${hexByte(value)}/${hexByte(mask)}`
    const name = mask === NAMED_BITS ? tosName(value) : null
    if (name !== null) return ` TOS set${name}`
    if (mask === 0xff && value === 0) return 'TOS and 0x00'
    if (value === 0) return `TOS and ${hexByte(~mask & 255)}`
    if (value === mask) return `TOS or ${hexByte(value)}`
    return mask === 0 ? `TOS xor ${hexByte(value)}` : `TOS set ${hexByte(value)}/${hexByte(mask)}`
  },
  habitat: () => IN_MANGLE,
}
