/** What an explanation may look at: the event, the world just before and just after it, and who is who. */
import type { Entry, EntryId } from '../model/conntrack'
import type { Scenario } from '../model/scenario'
import type { PacketId, RuleRef } from '../model/trace'
import type { PacketView, View } from '../model/view'
import type { Chain, Rule } from '../rules/ruleset'
import { say } from './text/en'

export interface Explanation {
  /** One plain sentence or two: what just happened, and why. Never empty. */
  sentence: string
  /** The kernel function that did it (Linux 6.18), the RFC and section that ask for it, or both. */
  source?: string
  /** What articles often say here, where the kernel does something else. */
  often?: string
  /** The rule that it is about, as iptables-save writes it. */
  rule?: string
}

export interface Context {
  before: View
  after: View
  scenario: Scenario
}

/** A node as it is called in mid-sentence: "the laptop". */
export const nodeName = ({ scenario }: Context, id: string): string =>
  say.names.node(scenario.nodes.find((node) => node.id === id)?.name ?? id)

/** Whoever owns `address`, or nothing: "the web server". */
export function ownerName({ scenario }: Context, address: string): string | undefined {
  const owner = scenario.nodes.find((node) =>
    node.interfaces.some((iface) => iface.addresses.some((a) => a.split('/')[0] === address)),
  )
  return owner && say.names.node(owner.name)
}

/** The packet after the event or, where the event ended it, before. */
export const packet = ({ before, after }: Context, id: PacketId): PacketView | undefined =>
  after.packets.get(id) ?? before.packets.get(id)

/** The entry after the event or, where the event ended it, before. */
export const entry = ({ before, after }: Context, node: string, id: EntryId): Entry | undefined =>
  after.nodes[node]?.conntrack.get(id) ?? before.nodes[node]?.conntrack.get(id)

export const chain = ({ after }: Context, node: string, table: string, name: string): Chain | undefined =>
  after.nodes[node]?.rules?.ruleset.tables.find((t) => t.name === table)?.chains.find((c) => c.name === name)

export const rule = (ctx: Context, node: string, ref: RuleRef): Rule | undefined =>
  chain(ctx, node, ref.table, ref.chain)?.rules[ref.rule - 1]
