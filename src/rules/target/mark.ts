/** `-j MARK`: gives the packet a mark: mark = (mark AND NOT mask) XOR value. */
import { Wrong, type Extension, type Option, type Reading } from '../grammar'
import { hex, integer, marked, type Masked } from '../values'

export interface MarkTarget extends Masked {
  kind: 'MARK'
}

/** Every bit. */
export const ALL = 0xffffffff

/** The ways of writing a change of a mark, each with what it comes to. */
const WAYS: readonly (readonly [name: string, expected: string, read: (r: Reading) => Masked])[] = [
  ['set-xmark', 'a mark such as 0x10/0xff', marked],
  [
    'set-mark',
    'a mark such as 0x10 or 0x10/0xff',
    (r) => {
      const { value, mask } = marked(r)
      return { value, mask: (value | mask) >>> 0 }
    },
  ],
  ['and-mark', 'bits to keep', (r) => ({ value: 0, mask: ~integer(r, 0, ALL) >>> 0 })],
  [
    'or-mark',
    'bits to set',
    (r) => {
      const bits = integer(r, 0, ALL)
      return { value: bits, mask: bits }
    },
  ],
  ['xor-mark', 'bits to flip', (r) => ({ value: integer(r, 0, ALL), mask: 0 })],
]
const NAMES = WAYS.map(([name]) => name)

/** Options for them, each excluding all `others` but itself. MARK and CONNMARK have the same. */
export const markOptions = <T>(others: readonly string[], put: (into: T, m: Masked) => void): Option<T>[] =>
  WAYS.map(([name, expected, read]) => ({
    names: [name],
    excludes: others.filter((n) => n !== name),
    expected,
    read: (t, r) => put(t, read(r)),
  }))

/** As `iptables -L` puts it. */
export function markText(value: number, mask: number): string {
  if (value === 0) return `and ${hex(~mask >>> 0)}`
  if (value === mask) return `or ${hex(value)}`
  if (mask === 0) return `xor ${hex(value)}`
  return mask === ALL ? `set ${hex(value)}` : `xset ${hex(value)}/${hex(mask)}`
}

export const markTarget: Extension<MarkTarget> = {
  kind: 'MARK',
  name: 'MARK',
  begin: () => ({ kind: 'MARK', value: 0, mask: 0 }),
  options: markOptions<MarkTarget>(NAMES, (t, m) => Object.assign(t, m)),
  finish(_t, seen) {
    if (seen.size === 0)
      throw new Wrong(
        'MARK: One of the --set-xmark, --{and,or,xor,set}-mark options is required',
        '--set-mark and a value',
      )
  },
  print: (t) => `--set-xmark ${hex(t.value)}/${hex(t.mask)}`,
  list: (t) => `MARK ${markText(t.value, t.mask)}`,
}
