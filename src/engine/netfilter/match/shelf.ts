/**
 * What rules of one node share by name: the lists of `recent`, the tables of `hashlimit`. Such a thing lives as long as
 * some rule names it, so it outlives a rule set that the next one replaces, where that names it, too.
 */
import type { Match, Ruleset } from '../../../rules/ruleset'
import type { NodeEnv } from '../../node'

const nameOf = (m: Match): string | null =>
  m.kind === 'recent' ? `recent ${m.list}` : m.kind === 'hashlimit' ? `hashlimit ${m.table}` : null

class Shelf {
  private readonly things = new Map<string, object>()

  /** Only what this rule set names stays; it is about to be loaded. */
  clear({ tables }: Ruleset): void {
    const matches = tables.flatMap((t) => t.chains.flatMap((c) => c.rules.flatMap((r) => r.matches)))
    const named = new Set(matches.map(nameOf))
    for (const name of this.things.keys()) if (!named.has(name)) this.things.delete(name)
  }

  /** What the match names; made when it is not there. */
  take<T extends object>(match: Match, kind: new (...args: never[]) => T, make: () => T): T {
    const name = nameOf(match) ?? ''
    const found = this.things.get(name)
    if (found instanceof kind) return found
    const made = make()
    this.things.set(name, made)
    return made
  }
}

const shelves = new WeakMap<NodeEnv, Shelf>()

export function shelfOf(env: NodeEnv): Shelf {
  const shelf = shelves.get(env) ?? new Shelf()
  shelves.set(env, shelf)
  return shelf
}
