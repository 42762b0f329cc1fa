/** `-m conntrack`: what connection tracking knows of the packet's connection. */
import { formatAddress, maskBits } from '../../packet/address'
import { bang, words, Wrong, type Extension, type Option } from '../grammar'
import { parseInteger } from '../integer'
import { protocolNumber } from '../names'
import { loosePorts } from './ports'
import { nameOfAddress } from './address'
import { members, network, networkText, rangeText, unresolved, type Masked, type Range } from '../values'

/** In the order in which iptables prints them. SNAT and DNAT are virtual: the connection's reply tuple was changed so. */
export const CT_STATES = ['INVALID', 'NEW', 'RELATED', 'ESTABLISHED', 'UNTRACKED', 'SNAT', 'DNAT'] as const
export const CT_STATUSES = ['NONE', 'EXPECTED', 'SEEN_REPLY', 'ASSURED', 'CONFIRMED'] as const
export type CtStateName = (typeof CT_STATES)[number]
export type CtStatusName = (typeof CT_STATUSES)[number]

export interface Not {
  not: boolean
}

export interface ConntrackMatch {
  kind: 'conntrack'
  state?: { names: CtStateName[] } & Not
  status?: { names: CtStatusName[] } & Not
  proto?: { proto: number } & Not
  origSrc?: Masked & Not
  origDst?: Masked & Not
  replSrc?: Masked & Not
  replDst?: Masked & Not
  origSrcPort?: Range & Not
  origDstPort?: Range & Not
  replSrcPort?: Range & Not
  replDstPort?: Range & Not
  /** Whole seconds left. */
  expire?: Range & Not
  dir?: 'ORIGINAL' | 'REPLY'
}

type AddressKey = 'origSrc' | 'origDst' | 'replSrc' | 'replDst'
const ADDRESSES: readonly AddressKey[] = ['origSrc', 'origDst', 'replSrc', 'replDst']
type PortKey = `${AddressKey}Port`
const PORTS: readonly PortKey[] = ['origSrcPort', 'origDstPort', 'replSrcPort', 'replDstPort']
const name = (key: string): string => `ct${key.toLowerCase()}`

const address = (key: AddressKey): Option<ConntrackMatch> => ({
  names: [name(key)],
  not: true,
  expected: 'an IPv4 address or prefix',
  read: (m, r) => void (m[key] = { ...keepHost(r.args[0]), not: r.not }),
})

/** Unlike `-s`, iptables leaves the host bits of these as they were written. */
function keepHost(text: string): Masked {
  try {
    return { value: network(text.split('/')[0]).value, mask: network(text).mask }
  } catch (error) {
    if (!(error instanceof Wrong) || error.message.includes('mask')) throw error
    throw unresolved(text.split('/')[0], error.expected)
  }
}

const port = (key: PortKey): Option<ConntrackMatch> => ({
  names: [name(key)],
  not: true,
  expected: 'a port or a range such as 1000:2000',
  read: (m, r) => void (m[key] = { ...loosePorts(r, name(key)), not: r.not }),
})

function readExpire(text: string): Range {
  const [first, last] = text.split(':')
  const from = first === '' ? 0 : parseInteger(first)
  const to = last === undefined ? from : last === '' ? 0xffffffff : parseInteger(last)
  if (from === null || to === null || to > 0xffffffff)
    throw new Wrong(
      `conntrack: bad value for option "--ctexpire" near "${from === null ? first : last}", or out of range (0-4294967295).`,
      'seconds, or a range of them',
    )
  return { from, to }
}

/** A mask that is no run of ones is not shown. */
function addressText(m: Masked, named: boolean): string {
  if (named && m.value === 0) return 'anywhere'
  const address = formatAddress(m.value)
  const text = maskBits(m.mask) === null ? address : networkText(m)
  const name = named ? nameOfAddress(m.value) : null
  return name === null ? text : name + text.slice(address.length)
}

/** The tests in the order in which iptables prints them, each as [not, name, value]. */
function tests(m: ConntrackMatch, named = false): [boolean, string, string][] {
  const out: [boolean, string, string][] = []
  const say = (key: string, test: Not | undefined, value: () => string): void => {
    if (test) out.push([test.not, key, value()])
  }
  say('ctstate', m.state, () => m.state!.names.join(','))
  say('ctproto', m.proto, () => `${m.proto!.proto}`)
  for (const key of ADDRESSES) say(name(key), m[key], () => addressText(m[key]!, named))
  for (const key of PORTS) say(name(key), m[key], () => rangeText(m[key]!))
  say('ctstatus', m.status, () => m.status!.names.join(','))
  say('ctexpire', m.expire, () => rangeText(m.expire!))
  if (m.dir) out.push([false, 'ctdir', m.dir])
  return out
}

export const conntrack: Extension<ConntrackMatch> = {
  kind: 'conntrack',
  name: 'conntrack',
  begin: () => ({ kind: 'conntrack' }),
  options: [
    {
      names: ['ctstate'],
      not: true,
      expected: `states of ${CT_STATES.join(', ')}, parted by commas`,
      read(m, r) {
        const wrong = (n: string): Wrong =>
          new Wrong(`Bad ctstate "${n}"`, `states of ${CT_STATES.join(', ')}, parted by commas`)
        m.state = { names: members(r.args[0], CT_STATES, wrong), not: r.not }
      },
    },
    {
      names: ['ctstatus'],
      not: true,
      expected: `of ${CT_STATUSES.join(', ')}, parted by commas`,
      read(m, r) {
        const wrong = (n: string): Wrong =>
          new Wrong(`Bad ctstatus "${n}"`, `of ${CT_STATUSES.join(', ')}, parted by commas`)
        const names = members(r.args[0], CT_STATUSES, wrong)
        // NONE is no bit of its own.
        m.status = { names: names.length > 1 ? names.filter((n) => n !== 'NONE') : names, not: r.not }
      },
    },
    {
      names: ['ctproto'],
      not: true,
      expected: 'a protocol such as tcp, or its number',
      read(m, r) {
        const proto = protocolNumber(r.args[0])
        if (proto === null)
          throw new Wrong(`unknown protocol "${r.args[0]}" specified`, 'a protocol such as tcp, or its number')
        if (proto === 0 && r.not)
          throw new Wrong('conntrack: rule would never match protocol', 'a protocol other than "all" after !')
        m.proto = { proto, not: r.not }
      },
    },
    ...ADDRESSES.map(address),
    ...PORTS.map(port),
    {
      names: ['ctexpire'],
      not: true,
      expected: 'seconds, or a range of them',
      read: (m, r) => void (m.expire = { ...readExpire(r.args[0]), not: r.not }),
    },
    {
      names: ['ctdir'],
      expected: 'ORIGINAL or REPLY',
      read(m, r) {
        const dir = r.args[0].toUpperCase()
        if (dir !== 'ORIGINAL' && dir !== 'REPLY')
          throw new Wrong(`conntrack: Bad value for "--ctdir" option: "${r.args[0]}"`, 'ORIGINAL or REPLY')
        m.dir = dir
      },
    },
  ],
  finish(_m, seen) {
    if (seen.size === 0) throw new Wrong('conntrack: At least one option is required', '--ctstate or another test')
  },
  print: (m) => words(...tests(m).map(([not, key, value]) => `${bang(not)}--${key} ${value}`)),
  list: (m, named) => words(...tests(m, named !== undefined).map(([not, key, value]) => `${bang(not)}${key} ${value}`)),
}
