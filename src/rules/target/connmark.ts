/**
 * `-j CONNMARK`: the mark of the packet's connection. `set`: mark = (mark AND NOT ctmask) XOR value; `save` puts bits of the
 * packet's mark there, `restore` brings them back. The new mark, or what is carried over, may be shifted.
 */
import { Refused, Wrong, words, type Extension, type Option } from '../grammar'
import { hex, integer } from '../values'
import { ALL, markOptions, markText } from './mark'

export interface ConnmarkTarget {
  kind: 'CONNMARK'
  do: 'set' | 'save' | 'restore'
  value: number
  ctmask: number
  nfmask: number
  /** To the left by so many bits; less than 0 is to the right. */
  shift: number
}

const SETS = ['set-xmark', 'set-mark', 'and-mark', 'or-mark', 'xor-mark']
const OPERATIONS = [...SETS, 'save-mark', 'restore-mark']

const carry = (way: 'save' | 'restore'): Option<ConnmarkTarget> => ({
  names: [`${way}-mark`],
  takes: 0,
  excludes: OPERATIONS.filter((n) => n !== `${way}-mark`),
  read: (t) => void (t.do = way),
})

const shift = (side: 'left' | 'right'): Option<ConnmarkTarget> => ({
  names: [`${side}-shift-mark`],
  expected: 'how many bits, to 31',
  read(t, r) {
    const by = integer(r, 0, 255)
    if (by > 31) throw new Refused('a shift of at most 31 bits')
    t.shift = side === 'left' ? by : -by
  },
})

const mask = (
  name: string,
  excludes: readonly string[],
  of: readonly ('ctmask' | 'nfmask')[],
): Option<ConnmarkTarget> => ({
  names: [name],
  excludes,
  expected: 'the bits that count, such as 0xff',
  read(t, r) {
    const bits = integer(r, 0, ALL)
    for (const key of of) t[key] = bits
  },
})

function masks({ do: way, ctmask, nfmask }: ConnmarkTarget): string {
  if (ctmask === nfmask) return ctmask === ALL ? '' : `mask ${hex(ctmask)}`
  return way === 'save'
    ? `nfmask ${hex(nfmask)} ctmask ~${hex(ctmask)}`
    : `ctmask ${hex(ctmask)} nfmask ~${hex(nfmask)}`
}

const shiftText = (by: number, dashes: string): string =>
  by === 0 ? '' : `${dashes}${by > 0 ? 'left' : 'right'}-shift-mark ${Math.abs(by)}`

export const connmark: Extension<ConnmarkTarget> = {
  kind: 'CONNMARK',
  name: 'CONNMARK',
  begin: () => ({ kind: 'CONNMARK', do: 'set', value: 0, ctmask: ALL, nfmask: ALL, shift: 0 }),
  options: [
    ...markOptions<ConnmarkTarget>(OPERATIONS, (t, m) => Object.assign(t, { value: m.value, ctmask: m.mask })),
    carry('save'),
    carry('restore'),
    shift('left'),
    shift('right'),
    mask('ctmask', ['mask'], ['ctmask']),
    mask('nfmask', ['mask'], ['nfmask']),
    mask('mask', [], ['ctmask', 'nfmask']),
  ],
  finish(_t, seen) {
    if (!OPERATIONS.some((name) => seen.has(name)))
      throw new Wrong('CONNMARK target: No operation specified', '--set-mark, --save-mark or --restore-mark')
  },
  print: (t) =>
    words(
      t.do === 'set'
        ? `--set-xmark ${hex(t.value)}/${hex(t.ctmask)}`
        : `--${t.do}-mark --nfmask ${hex(t.nfmask)} --ctmask ${hex(t.ctmask)}`,
      shiftText(t.shift, '--'),
    ),
  list: (t) =>
    words('CONNMARK', t.do === 'set' ? markText(t.value, t.ctmask) : words(t.do, masks(t)), shiftText(t.shift, '')),
}
