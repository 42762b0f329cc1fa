/** `-m icmp`: type and code of an ICMP header (IANA "ICMP Parameters"). */
import { bang, Refused, Wrong, type Extension } from '../grammar'
import { parseInteger } from '../integer'
import { PROTO } from '../../packet/protocol'

export interface IcmpMatch {
  kind: 'icmp'
  /** 255 is any. */
  type: number
  /** Null is any. */
  code: number | null
  not: boolean
}

const ANY = 255

/** Type, code, names. */
export const ICMP_NAMES: readonly (readonly [number, number | null, ...string[]])[] = [
  [ANY, null, 'any'],
  [0, null, 'echo-reply', 'pong'],
  [3, null, 'destination-unreachable'],
  [3, 0, 'network-unreachable'],
  [3, 1, 'host-unreachable'],
  [3, 2, 'protocol-unreachable'],
  [3, 3, 'port-unreachable'],
  [3, 4, 'fragmentation-needed'],
  [3, 5, 'source-route-failed'],
  [3, 6, 'network-unknown'],
  [3, 7, 'host-unknown'],
  [3, 9, 'network-prohibited'],
  [3, 10, 'host-prohibited'],
  [3, 11, 'TOS-network-unreachable'],
  [3, 12, 'TOS-host-unreachable'],
  [3, 13, 'communication-prohibited'],
  [3, 14, 'host-precedence-violation'],
  [3, 15, 'precedence-cutoff'],
  [4, null, 'source-quench'],
  [5, null, 'redirect'],
  [5, 0, 'network-redirect'],
  [5, 1, 'host-redirect'],
  [5, 2, 'TOS-network-redirect'],
  [5, 3, 'TOS-host-redirect'],
  [8, null, 'echo-request', 'ping'],
  [9, null, 'router-advertisement'],
  [10, null, 'router-solicitation'],
  [11, null, 'time-exceeded', 'ttl-exceeded'],
  [11, 0, 'ttl-zero-during-transit'],
  [11, 1, 'ttl-zero-during-reassembly'],
  [12, null, 'parameter-problem'],
  [12, 0, 'ip-header-bad'],
  [12, 1, 'required-option-missing'],
  [13, null, 'timestamp-request'],
  [14, null, 'timestamp-reply'],
  [17, null, 'address-mask-request'],
  [18, null, 'address-mask-reply'],
]

const EXPECTED = 'an ICMP type such as echo-request, 8, or 3/4'

/** A number, "type/code", a name, or the start of a name that is no other's start. */
function read(text: string): { type: number; code: number | null } {
  const numbers = text.split('/').map(parseInteger)
  const [type, code = null] = numbers
  if (numbers.length <= 2 && type !== null && type <= 255 && !numbers.includes(null)) {
    if (code !== null && code > 255) throw new Wrong(`Unknown ICMP code \`${text}'`, EXPECTED)
    return { type, code }
  }
  if (/^\d+\/\D*$/.test(text)) throw new Wrong(`Unknown ICMP code \`${text}'`, EXPECTED)
  const lower = text.toLowerCase()
  const all = ICMP_NAMES.flatMap(([type, code, ...names]) => names.map((name) => ({ type, code, name })))
  const whole = all.find((n) => n.name.toLowerCase() === lower)
  const found = whole ? [whole] : all.filter((n) => n.name.toLowerCase().startsWith(lower))
  if (found.length > 1)
    throw new Wrong(`Ambiguous ICMP type \`${text}': \`${found[0].name}' or \`${found[1].name}'?`, EXPECTED)
  if (found.length === 0 || text === '') throw new Wrong(`Unknown ICMP type \`${text}'`, EXPECTED)
  return { type: found[0].type, code: found[0].code }
}

const code = (m: IcmpMatch, before: string): string => (m.code === null ? '' : `${before}${m.code}`)

export const icmp: Extension<IcmpMatch> = {
  kind: 'icmp',
  name: 'icmp',
  proto: PROTO.ICMP,
  begin: () => ({ kind: 'icmp', type: ANY, code: null, not: false }),
  options: [
    {
      names: ['icmp-type'],
      not: true,
      expected: EXPECTED,
      read: (m, r) => void Object.assign(m, read(r.args[0]), { not: r.not }),
    },
  ],
  finish(_m, seen, proto) {
    if (!seen.has('icmp-type'))
      throw new Wrong('icmp: option "--icmp-type" must be specified', '--icmp-type and a type')
    if (proto.number !== PROTO.ICMP || proto.not) throw new Refused('-p icmp in the same rule')
  },
  print: (m) => `${bang(m.not)}--icmp-type ${m.type === ANY ? 'any' : `${m.type}${code(m, '/')}`}`,
  list(m, named) {
    const name = named && ICMP_NAMES.find(([type, its]) => type === m.type && its === m.code)?.[2]
    if (name !== undefined) return `icmp ${m.not ? '!' : ''}${name}`
    return `${m.not ? 'icmp !type' : 'icmptype'} ${m.type}${code(m, ' code ')}`
  },
}
