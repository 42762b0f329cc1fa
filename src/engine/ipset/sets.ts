/** The sets of one node, by name. */
import type { RuleError, SetLine } from '../../rules/ruleset'
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

  /** In the place of the one of its name, if there is one. */
  replace(set: IpSet): void {
    const old = this.find(set.name)
    if (old) this.sets = this.sets.map((s) => (s === old ? set : s))
    else this.put(set)
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

/** What a set asks of its node. */
export type Owner = Pick<NodeEnv, 'now' | 'random'>

/** The sets that lines of `ipset save` describe, or what is wrong with them; nobody has the sets yet. */
export type MakeSets = (owner: Owner, lines: readonly SetLine[]) => { sets: IpSet[]; errors: RuleError[] }

const kept = new WeakMap<Owner, Sets>()

export function setsOf(env: Owner): Sets {
  const found = kept.get(env) ?? new Sets()
  kept.set(env, found)
  return found
}

/** What iptables says of a set that a rule names and that is not there (nor among those `made` for it), or is of no use to it; null when all is well. */
export function setComplaint(env: Owner, name: string, made: readonly IpSet[] = []): string | null {
  const found = made.find((set) => set.name === name) ?? setsOf(env).find(name)
  if (!found) return `Set ${name} doesn't exist.`
  return found.options.family === 'inet' ? null : `The protocol family of set ${name} is IPv6, which is not applicable.`
}
