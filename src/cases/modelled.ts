/** What of the format the engine does not do yet, refused by name rather than played wrongly. */
import { canRun } from '../engine/commands/exec'
import '../engine/netfilter/rare'
import { createSysctl } from '../engine/sysctl'
import type { PacketSpec } from '../packet/spec'
import { parseRuleset } from '../rules/parse'
import type { Case, CaseNode, Step } from './format'

/** The case is right, but needs something that is not modelled. */
export class NotModelled extends Error {
  override name = 'NotModelled'
  constructor(what: string) {
    super(`not modelled yet: ${what}`)
  }
}

/** Throws NotModelled at the first thing that the engine cannot do. */
export function refuseUnmodelled(c: Case): void {
  for (const node of Object.values(c.nodes)) refuseNode(node)
  for (const step of c.steps) refuseStep(step)
}

/**
 * What its rules and settings use and the engine passes over, as written: "-j RATEEST --rateest-name lan". Such a case can be played, but where a
 * packet meets one of these the engine does not do what Linux does.
 */
export function passedOver(c: Case): string[] {
  const found = Object.values(c.nodes).flatMap(({ iptables = '' }) => {
    const parsed = parseRuleset(iptables)
    const rules = parsed.ok ? parsed.ruleset.tables.flatMap((t) => t.chains).flatMap((chain) => chain.rules) : []
    return rules.flatMap(({ matches, target }) => [...matches, ...(target ? [target] : [])])
  })
  const settings = Object.values(c.nodes).flatMap((node) => unfollowed(node).map((name) => `the setting ${name}`))
  return [...new Set([...found.flatMap((part) => (part.kind === 'unmodelled' ? [part.text] : [])), ...settings])]
}

/** Settings of the node that the engine does not know. */
export function unfollowed(node: CaseNode): string[] {
  const { has } = createSysctl({}, Object.keys(node.interfaces))
  return Object.keys(node.sysctl ?? {}).filter((name) => !has(name))
}

function refuseNode(node: CaseNode): void {
  if (node.ip6tables) throw new NotModelled('ip6tables')
  if (node.nft) throw new NotModelled('nft')
  const addresses = [
    ...Object.values(node.interfaces).flatMap((i) => i.addresses ?? []),
    ...(node.routes ?? []).flatMap((r) => [r.to, r.via ?? '']),
    ...(node.listen ?? []).map((l) => l.address ?? ''),
  ]
  if (addresses.some((text) => text.includes(':'))) throw new NotModelled('IPv6')
}

function refuseStep(step: Step): void {
  if ('family' in step && step.family === 'ipv6') throw new NotModelled('IPv6')
  if ('exec' in step && !canRun(step.command)) throw new NotModelled(`the command "${step.command.join(' ')}"`)
  if ('packet' in step) refusePacket(step.packet)
  if ('with' in step && step.with) refusePacket(step.with)
  if ('by' in step && step.by?.includes(':')) throw new NotModelled('IPv6')
  if ('originate' in step && step.dst.includes(':')) throw new NotModelled('IPv6')
}

function refusePacket(p: Partial<PacketSpec>): void {
  if (p.src?.includes(':') || p.dst?.includes(':')) throw new NotModelled('IPv6')
  if ((p.proto as string | undefined) === 'icmpv6') throw new NotModelled('ICMPv6')
  if (p.inner) refusePacket(p.inner)
}
