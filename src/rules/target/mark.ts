/** `-j MARK`: gives the packet a mark: mark = (mark AND NOT mask) XOR value. */
import { Wrong, type Extension } from '../grammar'
import { hex, integer, marked, type Masked } from '../values'

export interface MarkTarget extends Masked {
  kind: 'MARK'
}

const ALL = 0xffffffff
const NAMES = ['set-xmark', 'set-mark', 'and-mark', 'or-mark', 'xor-mark']
const others = (name: string): string[] => NAMES.filter((n) => n !== name)

export const markTarget: Extension<MarkTarget> = {
  kind: 'MARK',
  name: 'MARK',
  begin: () => ({ kind: 'MARK', value: 0, mask: 0 }),
  options: [
    {
      names: ['set-xmark'],
      excludes: others('set-xmark'),
      expected: 'a mark such as 0x10/0xff',
      read: (t, r) => void Object.assign(t, marked(r)),
    },
    {
      names: ['set-mark'],
      excludes: others('set-mark'),
      expected: 'a mark such as 0x10 or 0x10/0xff',
      read(t, r) {
        const m = marked(r)
        Object.assign(t, { value: m.value, mask: (m.value | m.mask) >>> 0 })
      },
    },
    {
      names: ['and-mark'],
      excludes: others('and-mark'),
      expected: 'bits to keep',
      read: (t, r) => void Object.assign(t, { value: 0, mask: ~integer(r, 0, ALL) >>> 0 }),
    },
    {
      names: ['or-mark'],
      excludes: others('or-mark'),
      expected: 'bits to set',
      read(t, r) {
        const bits = integer(r, 0, ALL)
        Object.assign(t, { value: bits, mask: bits })
      },
    },
    {
      names: ['xor-mark'],
      excludes: others('xor-mark'),
      expected: 'bits to flip',
      read: (t, r) => void Object.assign(t, { value: integer(r, 0, ALL), mask: 0 }),
    },
  ],
  finish(_t, seen) {
    if (seen.size === 0)
      throw new Wrong(
        'MARK: One of the --set-xmark, --{and,or,xor,set}-mark options is required',
        '--set-mark and a value',
      )
  },
  print: (t) => `--set-xmark ${hex(t.value)}/${hex(t.mask)}`,
  list(t) {
    if (t.value === 0) return `MARK and ${hex(~t.mask >>> 0)}`
    if (t.value === t.mask) return `MARK or ${hex(t.value)}`
    if (t.mask === 0) return `MARK xor ${hex(t.value)}`
    return t.mask === ALL ? `MARK set ${hex(t.value)}` : `MARK xset ${hex(t.value)}/${hex(t.mask)}`
  },
}
