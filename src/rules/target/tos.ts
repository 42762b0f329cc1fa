/** `-j TOS`: changes bits of the TOS byte (RFC 1349): tos = (tos AND NOT mask) XOR value. */
import { Wrong, type Extension, type Option } from '../grammar'
import { parseInteger } from '../integer'
import { hexByte, integer, type Masked } from '../values'
import { IN_MANGLE } from './places'

export interface TosTarget extends Masked {
  kind: 'TOS'
}

/** RFC 1349's names stand for its four bits, precedence left alone. */
const NAMED: Readonly<Record<string, number>> = {
  'minimize-delay': 0x10,
  'maximize-throughput': 0x08,
  'maximize-reliability': 0x04,
  'minimize-cost': 0x02,
  'normal-service': 0,
}
const NAMED_MASK = 0x3f
const NAMES = ['set-tos', 'and-tos', 'or-tos', 'xor-tos']
const EXPECTED = `a number to 255, perhaps with a mask as in 0x10/0x3f, or one of ${Object.keys(NAMED).join(', ')}`

/** "0x10", "0x10/0x3f" or a name. */
function tos(text: string): Masked {
  const slash = text.indexOf('/')
  const byte = (part: string): number | null => {
    const n = parseInteger(part)
    return n !== null && n <= 255 ? n : null
  }
  const value = byte(slash < 0 ? text : text.slice(0, slash))
  if (value === null) {
    const named = NAMED[text.toLowerCase()]
    if (named === undefined) throw new Wrong(`Symbolic name "${text}" is unknown`, EXPECTED)
    return { value: named, mask: NAMED_MASK }
  }
  const mask = slash < 0 ? 255 : byte(text.slice(slash + 1))
  if (mask === null) throw new Wrong(`Illegal value: "${text}"`, EXPECTED)
  return { value, mask }
}

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
      expected: EXPECTED,
      read: (t, r) => void Object.assign(t, tos(r.args[0])),
    },
    bits('and-tos', 'bits to keep', (n) => ({ value: 0, mask: ~n & 255 })),
    bits('or-tos', 'bits to set', (n) => ({ value: n, mask: n })),
    bits('xor-tos', 'bits to flip', (n) => ({ value: n, mask: 0 })),
  ],
  finish(_t, seen) {
    if (seen.size === 0) throw new Wrong('TOS: An action is required', '--set-tos and a value')
  },
  print: (t) => `--set-tos ${hexByte(t.value)}/${hexByte(t.mask)}`,
  list: (t) => `TOS set ${hexByte(t.value)}/${hexByte(t.mask)}`,
  habitat: () => IN_MANGLE,
}
