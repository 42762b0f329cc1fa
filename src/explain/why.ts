/** Why one part of a rule did not hold for a packet: what the packet has, beside what the rule wants. */
import type { CtState } from '../model/conntrack'
import type { PacketSpec } from '../packet/spec'
import { printMatch } from '../rules/print'
import type { Match } from '../rules/ruleset'
import { say } from './text/en'

/** What the packet brings with it. */
export interface Facts {
  packet: PacketSpec | null
  in?: string
  out?: string
  state?: CtState
}

const { because } = say.rules

/** The match is read as it is printed ("! -s 10.0.0.0/8"), so that one more kind of match needs nothing here. */
export function whyNot(match: Match | undefined, facts: Facts): string {
  if (!match) return because.some
  if (match.kind === 'unmodelled') return because.unmodelled(match.text)
  const text = printMatch(match)
  if (match.kind === 'statistic') return because.statistic(text.replace('-m statistic ', ''))
  const own = because.kinds[match.kind]
  if (own) return own(text)
  const wants = wanted(text)
  return wants.length === 1
    ? reason(wants[0], facts, text)
    : (wants.map((w) => ports(w, facts)).find(Boolean) ?? because.other(text))
}

interface Wanted {
  not: boolean
  option: string
  value: string
}

/** "-m tcp --sport 53 ! --dport 80" → its options, without the "-m tcp". */
export function wanted(text: string): Wanted[] {
  const found: Wanted[] = []
  for (const [, bang, option, value] of text.matchAll(/(! )?(--?[a-z-]+) ?((?:(?!! |--?[a-z])\S+ ?)*)/g))
    if (option !== '-m') found.push({ not: Boolean(bang), option, value: value.trim() })
  return found
}

function reason(wants: Wanted, facts: Facts, text: string): string {
  const { packet: p } = facts
  const { option, value, not } = wants
  switch (option) {
    case '-o':
      return because.out(facts.out, value, not)
    case '-i':
      return because.in(facts.in, value, not)
    case '-s':
      return because.src(p?.src ?? '?', value, not)
    case '-d':
      return because.dst(p?.dst ?? '?', value, not)
    case '-p':
      return because.proto(protocol(p), value, not)
    case '--ctstate':
    case '--state':
      return not ? because.other(text) : because.ctstate(facts.state ?? 'INVALID', orList(value))
    case '--dst-type':
      return because.type('destination', p?.dst ?? '?', value, not)
    case '--src-type':
      return because.type('source', p?.src ?? '?', value, not)
    case '--mark':
      return because.mark(text)
    case '--limit':
      return because.limit(value)
    default:
      return ports(wants, facts) ?? because.other(text)
  }
}

/** A port option that visibly fails; null for others. */
function ports({ option, value, not }: Wanted, { packet: p }: Facts): string | null {
  const has = /^--(sport|sports|source-port)$/.test(option)
    ? p?.sport
    : /^--(dport|dports|destination-port)$/.test(option)
      ? p?.dport
      : undefined
  if (has === undefined || inPorts(has, value) !== not) return null
  const wants = not ? `anything but ${value}` : orList(value)
  return option.startsWith('--s') ? because.sport(String(has), wants) : because.dport(String(has), wants)
}

const inPorts = (port: number, list: string): boolean =>
  list.split(',').some((part) => {
    const [from, to = from] = part.split(':')
    return Number(from || 0) <= port && port <= Number(to || 65535)
  })

/** "RELATED,ESTABLISHED" → "RELATED or ESTABLISHED". */
const orList = (value: string): string => value.split(',').join(' or ')

const protocol = (p: PacketSpec | null): string =>
  typeof p?.proto === 'string' ? p.proto.toUpperCase() : say.packets.words.other(p?.proto ?? 0)
