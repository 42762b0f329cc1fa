/** `-m devgroup` and `-m realm`: numbers that `ip link` and `ip route` give to interfaces and routes. */
import { bang, words, Wrong, type Extension, type Option, type Reading } from '../grammar'
import { parseInteger } from '../integer'
import { WITH_IN, WITH_OUT } from '../places'
import { hex, marked, maskedText, type Masked } from '../values'

type Test = Masked & { not: boolean }

export interface DevgroupMatch {
  kind: 'devgroup'
  src?: Test
  dst?: Test
}

export interface RealmMatch extends Masked {
  kind: 'realm'
  not: boolean
}

/** 0 has a name (`/etc/iproute2/group`, `rt_realms`). */
function readGroup(r: Reading, zero: string): Test {
  const [text] = r.args
  const value = text === zero ? 0 : parseInteger(text)
  if (text.includes('/')) return { ...marked(r), not: r.not }
  if (value === null || value > 0xffffffff)
    throw new Wrong(
      `${r.extension}: could not map name ${text} to an integer value for option "${r.option}".`,
      'a number, or one with a mask such as 0x10/0xff',
    )
  return { value, mask: 0xffffffff, not: r.not }
}

const groupText = (t: Masked, zero: string): string => (t.value === 0 && t.mask === 0xffffffff ? zero : maskedText(t))

const SIDES = ['src', 'dst'] as const
const GROUP = 'default'

const side = (name: (typeof SIDES)[number]): Option<DevgroupMatch> => ({
  names: [`${name}-group`],
  not: true,
  expected: 'a group such as 5',
  read: (m, r) => void (m[name] = readGroup(r, GROUP)),
})

const sidesText = (m: DevgroupMatch, before: string, zero: string): string =>
  words(...SIDES.map((name) => m[name] && `${bang(m[name].not)}${before}${name}-group ${groupText(m[name], zero)}`))

export const devgroup: Extension<DevgroupMatch> = {
  kind: 'devgroup',
  name: 'devgroup',
  begin: () => ({ kind: 'devgroup' }),
  options: SIDES.map(side),
  finish(_m, seen) {
    if (seen.size === 0)
      throw new Wrong(
        "devgroup match: You must specify either '--src-group' or '--dst-group'",
        '--src-group or --dst-group',
      )
  },
  print: (m) => sidesText(m, '--', GROUP),
  list: (m, named) => sidesText(m, '', named ? GROUP : hex(0)),
  habitat: (m) => ({
    hooks: (m.src ? WITH_IN : WITH_OUT).filter((hook) => !m.dst || WITH_OUT.includes(hook)),
    builtIn: true,
  }),
}

const REALM = 'cosmos'

export const realm: Extension<RealmMatch> = {
  kind: 'realm',
  name: 'realm',
  begin: () => ({ kind: 'realm', value: 0, mask: 0, not: false }),
  options: [
    {
      names: ['realm'],
      not: true,
      must: true,
      expected: 'a realm such as 10',
      read: (m, r) => void Object.assign(m, readGroup(r, REALM)),
    },
  ],
  print: (m) => `${bang(m.not)}--realm ${groupText(m, REALM)}`,
  list: (m, named) => `${bang(m.not)}realm ${groupText(m, named ? REALM : hex(0))}`,
  habitat: () => ({ hooks: ['INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'] }),
}
