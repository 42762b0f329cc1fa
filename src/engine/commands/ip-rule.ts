/** `ip rule` of iproute2: which table is asked about whom. */
import { formatAddress, formatPrefix, parsePrefix, type Prefix } from '../../packet/address'
import { PROTO } from '../../packet/protocol'
import { type PolicyRule, TABLE } from '../ip/policy'
import type { Machine } from '../machine'
import { failed, printed, type Output } from './output'

const NAMES: ReadonlyMap<string, number> = new Map([
  ['local', TABLE.LOCAL],
  ['main', TABLE.MAIN],
  ['default', TABLE.DEFAULT],
])

/** Null for what is no table's name or number. */
export function tableNamed(word: string): number | null {
  const number = NAMES.get(word) ?? (/^(?:0x[\da-f]+|\d+)$/i.test(word) ? Number(word) : null)
  return number !== null && number > 0 && number < 2 ** 32 ? number : null
}

export const nameOfTable = (number: number): string =>
  [...NAMES].find(([, known]) => known === number)?.[0] ?? String(number)

export function rules(machine: Machine, [verb = 'show', ...words]: readonly string[]): Output {
  const { policy } = machine.routes
  if (/^(?:s|sh|show|l|ls|lst|list)$/.test(verb)) return printed(policy.rules.map((rule) => shown(machine, rule)))
  if (/^f(?:lush)?$/.test(verb)) {
    while (policy.remove(({ priority }) => priority !== 0));
    return printed([])
  }
  const adds = /^a(?:dd)?$/.test(verb)
  if (!adds && !/^d(?:el|elete)?$/.test(verb)) return failed(255, `Command "${verb}" is unknown, try "ip rule help".`)
  if (words.length === 0) return failed(255, `"ip rule ${adds ? 'add' : 'del'}" requires arguments.`)
  const asked = read(words)
  if (typeof asked === 'string') return failed(255, ...asked.split('\n'))
  if (adds) {
    policy.add({ ...asked, action: asked.action ?? TABLE.MAIN })
    return printed([])
  }
  const wanted = Object.entries(asked)
  const gone = policy.remove((rule) =>
    wanted.every(([key, value]) => JSON.stringify(rule[key as keyof PolicyRule]) === JSON.stringify(value)),
  )
  return gone ? printed([]) : failed(2, 'RTNETLINK answers: No such file or directory')
}

const PROTOCOLS: Readonly<Record<string, number>> = { tcp: PROTO.TCP, udp: PROTO.UDP, icmp: PROTO.ICMP }

/** A rule as asked for, or what is wrong with it. */
function read(words: readonly string[]): Partial<PolicyRule> | string {
  const rule: Partial<PolicyRule> = {}
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (word === 'not') rule.not = true
    else if (word === 'blackhole' || word === 'unreachable' || word === 'prohibit') rule.action = word
    else {
      const value = words[++at]
      if (value === undefined) return `Command line is not complete. Try option "help"`
      const wrong = take(rule, word, value)
      if (wrong !== null) return wrong
    }
  }
  return rule
}

function take(rule: Partial<PolicyRule>, word: string, value: string): string | null {
  switch (word) {
    case 'from':
    case 'to': {
      const prefix = value === 'all' ? null : parsePrefix(value)
      if (prefix) rule[word] = prefix
      return prefix || value === 'all' ? null : `Error: any valid prefix is expected rather than "${value}".`
    }
    case 'table':
    case 'lookup': {
      const table = tableNamed(value)
      if (table !== null) rule.action = table
      return table === null ? `Error: argument "${value}" is wrong: invalid table ID\n` : null
    }
    case 'fwmark': {
      const [mark, under] = value.split('/')
      rule.mark = { value: Number(mark) >>> 0, mask: under === undefined ? 0xffffffff : Number(under) >>> 0 }
      return null
    }
    case 'iif':
    case 'dev':
      rule.iif = value
      return null
    case 'oif':
      rule.oif = value
      return null
    case 'prio':
    case 'pref':
    case 'preference':
    case 'priority':
    case 'order':
      rule.priority = Number(value)
      return null
    case 'tos':
    case 'dsfield':
      rule.tos = Number(value)
      return null
    case 'ipproto':
      rule.proto = PROTOCOLS[value] ?? Number(value)
      return null
    case 'sport':
    case 'dport': {
      const [from, to = from] = value.split('-').map(Number)
      rule[word] = [from, to]
      return null
    }
    case 'suppress_prefixlength':
    case 'sup_pl':
      rule.suppress = Number(value)
      return null
    default:
      return `Error: argument "${word}" is wrong: Failed to parse rule type`
  }
}

const span = ([from, to]: readonly [number, number]): string => (from === to ? String(from) : `${from}-${to}`)
const prefixText = (p: Prefix): string => (p.bits === 32 ? formatAddress(p.address) : formatPrefix(p))

function shown(machine: Machine, rule: PolicyRule): string {
  const { action, mark, suppress } = rule
  const device = (name: string) => (machine.ifaces.some((i) => i.name === name) ? name : `${name} [detached]`)
  const under = mark && mark.mask !== 0xffffffff ? `/0x${mark.mask.toString(16)}` : ''
  const known = Object.keys(PROTOCOLS).find((name) => PROTOCOLS[name] === rule.proto)
  const words = [
    ...(rule.not ? ['not'] : []),
    `from ${rule.from ? prefixText(rule.from) : 'all'}`,
    ...(rule.to ? [`to ${prefixText(rule.to)}`] : []),
    ...(rule.tos ? [`tos 0x${rule.tos.toString(16)}`] : []),
    ...(mark ? [`fwmark 0x${mark.value.toString(16)}${under}`] : []),
    ...(rule.iif === undefined ? [] : [`iif ${device(rule.iif)}`]),
    ...(rule.oif === undefined ? [] : [`oif ${device(rule.oif)}`]),
    ...(rule.proto ? [`ipproto ${known ?? rule.proto}`] : []),
    ...(rule.sport ? [`sport ${span(rule.sport)}`] : []),
    ...(rule.dport ? [`dport ${span(rule.dport)}`] : []),
    typeof action === 'string' ? action : `lookup ${nameOfTable(action)}`,
    ...(suppress === undefined ? [] : [`suppress_prefixlength ${suppress}`]),
  ]
  return `${rule.priority}:\t${words.join(' ')}`
}
