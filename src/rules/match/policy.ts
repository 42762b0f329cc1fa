/**
 * `-m policy`: IPsec was used, or will be. What it asks of security associations is read and printed; none of them exists here, so
 * that it makes no difference.
 */
import { formatAddress } from '../../packet/address'
import { bang, words, Wrong, type Extension, type Option, type Reading } from '../grammar'
import { WITH_IN, WITH_OUT } from '../places'
import { hostAddress, integer, maskSuffix, network, type Masked } from '../values'

export interface PolicyMatch {
  kind: 'policy'
  dir: 'in' | 'out' | null
  pol: 'none' | 'ipsec'
  strict: boolean
  /** One after the other, as `--next` parts them. */
  elements: PolicyElement[]
}

type Not<T> = T & { not: boolean }
export interface PolicyElement {
  reqid?: Not<{ value: number }>
  spi?: Not<{ value: number }>
  proto?: Not<{ value: number }>
  mode?: Not<{ value: 'transport' | 'tunnel' }>
  'tunnel-dst'?: Not<Masked>
  'tunnel-src'?: Not<Masked>
}

/** `XT_POLICY_MAX_ELEM`. */
const DEEPEST = 4
const PROTOCOLS = new Map([
  ['esp', 50],
  ['ah', 51],
  ['ipcomp', 108],
])
const wrong = (why: string, expected: string): Wrong => new Wrong(`policy match: ${why}`, expected)

const element = <K extends keyof PolicyElement>(
  name: K,
  read: (r: Reading) => Omit<NonNullable<PolicyElement[K]>, 'not'>,
): Option<PolicyMatch> => ({
  names: [name],
  not: true,
  again: true,
  read(m, r) {
    const last = m.elements.at(-1)!
    if (last[name]) throw wrong(`double --${name} option`, `--next before another --${name}`)
    last[name] = { ...read(r), not: r.not } as PolicyElement[K]
  },
})
const whole = (r: Reading) => ({ value: integer(r, 0, 0xffffffff) })
/** A prefix as it was given: nothing is cut off the address. */
const addresses = ({ args: [text] }: Reading): Masked => ({
  value: hostAddress(text.split('/')[0]),
  mask: network(text).mask,
})

function readProto({ args: [text] }: Reading): { value: number } {
  const value = PROTOCOLS.get(text) ?? Number(text)
  if (![...PROTOCOLS.values()].includes(value)) throw wrong('protocol must be ah/esp/ipcomp', 'esp, ah or ipcomp')
  return { value }
}

function readMode({ args: [text] }: Reading): { value: 'transport' | 'tunnel' } {
  if (text !== 'transport' && text !== 'tunnel') throw wrong(`invalid mode "${text}"`, 'transport or tunnel')
  return { value: text }
}

const nameOf = (proto: number): string => [...PROTOCOLS].find(([, n]) => n === proto)?.[0] ?? `${proto}`

/** In the order in which it is printed; `-L` gives a protocol's number. */
const elementText = (e: PolicyElement, dashes: '--' | ''): string =>
  words(
    e.reqid && `${bang(e.reqid.not)}${dashes}reqid ${e.reqid.value}`,
    e.spi && `${bang(e.spi.not)}${dashes}spi 0x${e.spi.value.toString(16)}`,
    e.proto && `${bang(e.proto.not)}${dashes}proto ${dashes === '' ? e.proto.value : nameOf(e.proto.value)}`,
    e.mode && `${bang(e.mode.not)}${dashes}mode ${e.mode.value}`,
    ...(['tunnel-dst', 'tunnel-src'] as const).map((name) => {
      const m = e[name]
      const suffix = m && m.mask !== 0xffffffff ? maskSuffix(m.mask) : ''
      return m && `${bang(m.not)}${dashes}${name} ${formatAddress(m.value)}${suffix}`
    }),
  )

const isEmpty = (e: PolicyElement): boolean => Object.keys(e).length === 0

export const policy: Extension<PolicyMatch> = {
  kind: 'policy',
  name: 'policy',
  begin: () => ({ kind: 'policy', dir: null, pol: 'ipsec', strict: false, elements: [{}] }),
  options: [
    {
      names: ['dir'],
      read(m, r) {
        const [dir] = r.args
        if (dir !== 'in' && dir !== 'out') throw new Wrong(`policy_match: invalid dir "${dir}"`, 'in or out')
        m.dir = dir
      },
    },
    {
      names: ['pol'],
      read(m, r) {
        const [pol] = r.args
        if (pol !== 'none' && pol !== 'ipsec') throw wrong(`invalid policy "${pol}"`, 'none or ipsec')
        m.pol = pol
      },
    },
    { names: ['strict'], takes: 0, read: (m) => void (m.strict = true) },
    element('reqid', whole),
    element('spi', whole),
    element('tunnel-src', addresses),
    element('tunnel-dst', addresses),
    element('proto', readProto),
    element('mode', readMode),
    {
      names: ['next'],
      takes: 0,
      again: true,
      also: 'strict',
      read(m) {
        if (m.elements.length === DEEPEST) throw wrong('maximum policy depth reached', `at most ${DEEPEST} elements`)
        m.elements.push({})
      },
    },
  ],
  finish(m) {
    if (!m.dir) throw wrong('neither --dir in nor --dir out specified', '--dir in or --dir out')
    if (m.pol === 'none' && m.strict) throw wrong('policy none but --strict given', '--pol ipsec')
    const empty = m.elements.findIndex(isEmpty)
    if (m.strict && empty >= 0)
      throw wrong(
        `empty policy element ${empty}. --strict is in effect, but at least one of reqid, spi, tunnel-src, tunnel-dst, proto or mode is required.`,
        '--reqid, --spi, --proto or --mode',
      )
    for (const { mode, ...e } of m.elements)
      if ((e['tunnel-src'] || e['tunnel-dst']) && (mode?.value !== 'tunnel' || mode.not))
        throw wrong('--tunnel-src/--tunnel-dst is only valid in tunnel mode', '--mode tunnel')
    if (m.pol === 'none') m.elements = [{}]
  },
  print: (m) =>
    words(
      `--dir ${m.dir} --pol ${m.pol}`,
      m.strict && '--strict',
      m.elements.map((e) => elementText(e, '--')).join(' --next '),
    ),
  list: (m) =>
    words(
      `policy match dir ${m.dir} pol ${m.pol}`,
      m.strict && 'strict',
      ...m.elements.map((e, i) => words(m.elements.length > 1 && `[${i}]`, elementText(e, ''))),
    ),
  habitat: (m) => ({ hooks: m.dir === 'in' ? WITH_IN : WITH_OUT, builtIn: true }),
}
