/**
 * What rules of one node share by name: the lists of `recent`, the tables of `hashlimit`. Such a thing lives as long as
 * some rule names it, so it outlives a rule set that the next one replaces, where that names it, too.
 */
import type { Match, MatchOf, Ruleset } from '../../../rules/ruleset'
import type { NodeEnv } from '../../node'

const nameOf = (m: Match): string | null =>
  m.kind === 'recent' ? `recent ${m.list}` : m.kind === 'hashlimit' ? `hashlimit ${m.table}` : null

type Sharing = MatchOf<'recent' | 'hashlimit'>

class Shelf {
  private readonly things = new Map<string, object>()
  /** Who names it first in the text, and so says what it is like. */
  private readonly firsts = new Map<string, Match>()

  /** Only what this rule set names stays; it is about to be loaded. */
  clear({ tables }: Ruleset): void {
    const rules = tables.flatMap((t) => t.chains.flatMap((c) => c.rules)).toSorted((a, b) => a.line - b.line)
    this.firsts.clear()
    for (const match of rules.flatMap((r) => r.matches)) {
      const name = nameOf(match)
      if (name !== null && !this.firsts.has(name)) this.firsts.set(name, match)
    }
    for (const name of this.things.keys()) if (!this.firsts.has(name)) this.things.delete(name)
  }

  /** "recent NAME" or "hashlimit NAME". */
  find(name: string): object | undefined {
    return this.things.get(name)
  }

  /** The names of all that are "recent" or "hashlimit". */
  names = (kind: Sharing['kind']): string[] =>
    [...this.things.keys()].filter((key) => key.startsWith(`${kind} `)).map((key) => key.slice(kind.length + 1))

  /** What the match names; made, as the first match says that names it, when it is not there. */
  take<M extends Sharing, T extends object>(match: M, kind: new (...args: never[]) => T, make: (first: M) => T): T {
    const name = nameOf(match) ?? ''
    const found = this.things.get(name)
    if (found instanceof kind) return found
    const first = this.firsts.get(name)
    const made = make(first?.kind === match.kind ? (first as M) : match)
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
