/** The sets of one node, by name. */
import type { Rule, Ruleset } from '../../rules/ruleset'
import type { NodeEnv } from '../node'
import { SAID, SetFault } from './fault'
import type { IpSet } from './set'

const isList = ({ type }: IpSet): boolean => type.storage === 'list'

export class Sets {
  /** In the order in which they were made. */
  private sets: IpSet[] = []

  find(name: string): IpSet | null {
    return this.sets.find((s) => s.name === name) ?? null
  }

  /** Throws SetFault where there is none. */
  get(name: string): IpSet {
    const found = this.find(name)
    if (!found) throw new SetFault(SAID.noSet)
    return found
  }

  /** Lists come after what they may hold. */
  all(): IpSet[] {
    return [...this.sets.filter((s) => !isList(s)), ...this.sets.filter(isList)]
  }

  put(set: IpSet): void {
    this.sets.push(set)
  }

  remove(set: IpSet): void {
    this.sets = this.sets.filter((s) => s !== set)
  }

  /** Who named the one finds the other from now on, at the same place among all. */
  swap(a: IpSet, b: IpSet): void {
    this.sets = this.sets.map((s) => (s === a ? b : s === b ? a : s))
    ;[a.name, b.name] = [b.name, a.name]
  }

  /** How many lists hold it. */
  listings(name: string): number {
    return this.sets.filter((s) => isList(s) && s.live().some((m) => m.name === name)).length
  }
}

const kept = new WeakMap<NodeEnv, Sets>()

export function setsOf(env: NodeEnv): Sets {
  const found = kept.get(env) ?? new Sets()
  kept.set(env, found)
  return found
}

/** Names of the sets that a rule speaks of, once for each time. */
export function setsOfRule({ matches, target }: Pick<Rule, 'matches' | 'target'>): string[] {
  const refs = matches.map((m) => (m.kind === 'set' ? m.set : undefined))
  if (target?.kind === 'SET') refs.push(target.add, target.del, target.map)
  return refs.flatMap((ref) => (ref ? [ref.name] : []))
}

/** Likewise those of a rule set, each with the line of the rule. */
export const setsNamed = ({ tables }: Ruleset): { name: string; line: number }[] =>
  tables.flatMap(({ chains }) =>
    chains.flatMap(({ rules }) => rules.flatMap((rule) => setsOfRule(rule).map((name) => ({ name, line: rule.line })))),
  )

/** What iptables says of a set that a rule names and that is not there, or is of no use to it; null when all is well. */
export function setComplaint(env: NodeEnv, name: string): string | null {
  const found = setsOf(env).find(name)
  if (!found) return `Set ${name} doesn't exist.`
  return found.options.family === 'inet' ? null : `The protocol family of set ${name} is IPv6, which is not applicable.`
}
