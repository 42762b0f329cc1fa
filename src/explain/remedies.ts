/**
 * A packet was dropped → changes that may let it through, the smallest first. Nothing is promised: whether one does is
 * told by a run with it (`fateOf`).
 */
import { address, inPrefix, parsePrefix } from '../packet/address'
import { parse } from '../packet/parse'
import type { PacketSpec } from '../packet/spec'
import { chainOf } from '../rules/chains'
import { printRule } from '../rules/print'
import type { Rule } from '../rules/ruleset'
import type { Command } from '../model/command'
import type { EventOf, PacketId, RuleRef, TraceEvent } from '../model/trace'
import type { View } from '../model/view'
import { without, withLine, withLineAtEnd, type Lines } from './rule-lines'

export interface Remedy {
  kind: 'mend' | 'accept' | 'remove' | 'source' | 'sysctl'
  node: string
  /** As one would type it there. */
  shell: string
  /** The rule that it is about, as it is numbered now; none where the new one is the chain's last. */
  rule?: RuleRef
  /** The options of the rule that do not fit the packet, and what would. */
  changes: readonly { was: string; now: string }[]
  /** The playhead at which it is done: the packet is at the hook, or the machine, that stopped it. */
  at: number
  command: Command
  /** Whose fate is watched; with `answerTo`, that of what answers it, on the way there. */
  pkt: PacketId
  answerTo?: string
}

/** `view` is the one right after `drop`. */
export function remediesOf(trace: readonly TraceEvent[], drop: EventOf<'drop'>, view: View): Remedy[] {
  switch (drop.reason) {
    case 'rule':
    case 'policy':
    case 'reject':
      return ofRules(trace, drop, view)
    case 'lost-private':
      return ofSource(trace, drop, view)
    case 'not-forwarding':
      return ofSysctl(trace, drop, 'net.ipv4.ip_forward', 1)
    case 'table-full': {
      const name = 'net.netfilter.nf_conntrack_max'
      const max = Number(view.nodes[drop.node]?.sysctl[name])
      return max > 0 ? ofSysctl(trace, drop, name, max * 2) : []
    }
    default:
      return []
  }
}

/** What became of the packet in a run with the remedy: its delivery, or its other end; undefined when neither came. */
export function fateOf(
  trace: readonly TraceEvent[],
  { at, pkt, answerTo }: Remedy,
): EventOf<'deliver'> | EventOf<'drop'> | undefined {
  let watched = answerTo === undefined ? pkt : undefined
  for (const event of trace.slice(at)) {
    if (event.kind === 'packet' && answerTo !== undefined && event.about === pkt) watched ??= event.pkt
    if (event.kind !== 'deliver' && event.kind !== 'drop') continue
    if (event.pkt === watched || (event.kind === 'drop' && event.pkt === pkt)) return event
  }
  return undefined
}

function ofRules(trace: readonly TraceEvent[], drop: EventOf<'drop'>, view: View): Remedy[] {
  const { pkt, node, hook } = drop
  const came = lastBefore(trace, drop, (e) => e.kind === 'hook' && e.pkt === pkt && e.node === node && e.hook === hook)
  const rules = view.nodes[node]?.rules
  const seen = view.packets.get(pkt)
  if (came?.kind !== 'hook' || !rules || !seen || hook === undefined) return []
  const packet = parse(seen.bytes)
  const { text, ruleset } = rules
  const ruleAt = ({ table, chain, rule }: RuleRef): Rule | undefined => {
    const found = ruleset.tables.find(({ name }) => name === table)
    return found && chainOf(found, chain)?.rules[rule - 1]
  }
  const remedy = (shell: string, lines: Lines, more: Pick<Remedy, 'kind' | 'changes' | 'rule'>): Remedy => ({
    node,
    shell,
    at: came.n + 1,
    command: { do: 'rules', node, text: lines(text) },
    pkt,
    ...more,
  })

  const near = trace.slice(came.n, drop.n).flatMap((event): Remedy[] => {
    if (event.kind !== 'rule' || event.pkt !== pkt || event.matched) return []
    const rule = ruleAt(event.rule)
    if (rule?.target?.kind !== 'ACCEPT') return []
    const fits = mended(printRule(rule), { packet, in: came.in, out: came.out })
    if (!fits) return []
    const { table, chain, rule: number } = event.rule
    return [
      remedy(
        `${iptables(table)} -R ${chain} ${number} ${fits.text}`,
        withLine(rule.line, `-A ${chain} ${fits.text}`, 'in its place'),
        { kind: 'mend', changes: fits.changes, rule: event.rule },
      ),
    ]
  })

  const allow = `${theConversation(packet, seen.ct?.state)} -j ACCEPT`
  const { rule: by } = drop
  const stops = by && ruleAt(by)
  const table = by?.table ?? drop.table ?? 'filter'
  const accept = stops
    ? remedy(`${iptables(table)} -I ${by.chain} ${by.rule} ${allow}`, withLine(stops.line, `-A ${by.chain} ${allow}`), {
        kind: 'accept',
        changes: [],
        rule: by,
      })
    : remedy(`${iptables(table)} -A ${hook} ${allow}`, withLineAtEnd(table, `-A ${hook} ${allow}`), {
        kind: 'accept',
        changes: [],
      })
  const gone =
    stops &&
    remedy(`${iptables(table)} -D ${by.chain} ${by.rule}`, without(stops.line), {
      kind: 'remove',
      changes: [],
      rule: by,
    })
  return [...near.toSorted((a, b) => a.changes.length - b.changes.length), accept, ...(gone ? [gone] : [])]
}

/** A private address is no place to answer to: the last machine that sent the packet on could have lent it another one. */
function ofSource(trace: readonly TraceEvent[], drop: EventOf<'drop'>, view: View): Remedy[] {
  const birth = trace.find((e) => e.kind === 'packet' && e.pkt === drop.pkt)
  const asked = trace.find((e) => e.kind === 'packet' && birth?.kind === 'packet' && e.pkt === birth.about)
  if (asked?.kind !== 'packet') return []
  const { pkt } = asked
  const left = lastBefore(trace, drop, (e) => e.kind === 'wire' && e.pkt === pkt && e.from.node !== asked.node)
  if (left?.kind !== 'wire') return []
  const { node, iface } = left.from
  const came = lastBefore(trace, left, (e) => e.kind === 'enter' && e.pkt === pkt && e.node === node)
  if (!came) return []
  const rule = `-A POSTROUTING -s ${parse(asked.bytes).src}/32 -o ${iface} -j MASQUERADE`
  return [
    {
      kind: 'source',
      node,
      shell: `iptables -t nat ${rule}`,
      changes: [],
      at: came.n + 1,
      command: { do: 'rules', node, text: withLineAtEnd('nat', rule)(view.nodes[node]?.rules?.text ?? '') },
      pkt,
      answerTo: asked.node,
    },
  ]
}

function ofSysctl(trace: readonly TraceEvent[], drop: EventOf<'drop'>, name: string, value: number): Remedy[] {
  const { pkt, node } = drop
  // A setting holds for packets that come when it was made: this one is still on the wire.
  const came = lastBefore(trace, drop, (e) => e.kind === 'wire' && e.pkt === pkt && e.to?.node === node)
  if (!came) return []
  const command: Command = { do: 'sysctl', node, name, value }
  return [{ kind: 'sysctl', node, shell: `sysctl -w ${name}=${value}`, changes: [], at: came.n + 1, command, pkt }]
}

const lastBefore = (trace: readonly TraceEvent[], { n }: TraceEvent, is: (event: TraceEvent) => boolean) =>
  trace.slice(0, n).findLast(is)

const iptables = (table: string): string => (table === 'filter' ? 'iptables' : `iptables -t ${table}`)

/** As narrow as a rule can say it; what belongs to a known connection is let through as such. */
function theConversation({ src, dst, proto, dport }: PacketSpec, state: string | undefined): string {
  if (state === 'ESTABLISHED' || state === 'RELATED') return '-m conntrack --ctstate RELATED,ESTABLISHED'
  const port = dport === undefined ? '' : ` -m ${proto} --dport ${dport}`
  return `-s ${src}/32 -d ${dst}/32 -p ${proto}${port}`
}

interface Here {
  packet: PacketSpec
  in?: string
  out?: string
}

/** The most options of a rule that may be wrong for it to be the one that was meant. */
const MOST_CHANGES = 2

/** The rule with its addresses, interfaces and ports as the packet has them. Null when it fits as it is, or was not meant for such packets. */
export function mended(rule: string, here: Here): { text: string; changes: { was: string; now: string }[] } | null {
  const proto = /(! )?-p (\S+)/.exec(rule)
  if (proto && (proto[2] === String(here.packet.proto)) === Boolean(proto[1])) return null
  const changes: { was: string; now: string }[] = []
  const text = rule.replace(/(! )?(-[sdio]|--[sd]port) (\S+)/g, (was, not, option: string, value: string) => {
    const now = nowOf(option, here)
    if (now === undefined || holds(option, value, now) !== Boolean(not)) return was
    changes.push({ was, now: `${option} ${now}` })
    return `${option} ${now}`
  })
  if (changes.length === 0 || changes.length > MOST_CHANGES) return null
  // A rule about interfaces alone was meant for a direction: one of the two may be misnamed, not both.
  const narrow = /-[sd] |--[sd]port /.test(rule)
  return narrow || (changes.length === 1 && / -o /.test(rule) && /-i /.test(rule)) ? { text, changes } : null
}

function nowOf(option: string, { packet, in: from, out }: Here): string | undefined {
  const { src, dst, sport, dport } = packet
  const has = { '-s': `${src}/32`, '-d': `${dst}/32`, '-i': from, '-o': out, '--sport': sport, '--dport': dport }[
    option
  ]
  return has === undefined || has === '' ? undefined : String(has)
}

function holds(option: string, value: string, now: string): boolean {
  if (option === '-s' || option === '-d') {
    const prefix = parsePrefix(value)
    return prefix !== null && inPrefix(address(now.replace('/32', '')), prefix)
  }
  if (option === '-i' || option === '-o')
    return value.endsWith('+') ? now.startsWith(value.slice(0, -1)) : now === value
  const [from, to = from] = value.split(':').map(Number)
  return Number(now) >= from && Number(now) <= to
}
