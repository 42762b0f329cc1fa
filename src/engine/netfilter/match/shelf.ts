/**
 * What rules of one node share by name: the lists of `recent`, the tables of `hashlimit`. Such a thing lives as long as
 * some rule names it, so it outlives a rule set that the next one replaces, where that names it, too.
 */
import type { NodeEnv } from '../../node'

class Shelf {
  private now = new Map<string, unknown>()
  private before = new Map<string, unknown>()

  /** Rules are about to be loaded. */
  turn(): void {
    this.before = this.now
    this.now = new Map()
  }

  /** What the rules before or the rules already loaded call so; made when they do not know it. */
  take<T extends object>(kind: new (...args: never[]) => T, name: string, make: () => T): T {
    const key = `${kind.name} ${name}`
    const found = this.now.get(key) ?? this.before.get(key)
    const thing = found instanceof kind ? found : make()
    this.now.set(key, thing)
    return thing
  }
}

const shelves = new WeakMap<NodeEnv, Shelf>()

export function shelfOf(env: NodeEnv): Shelf {
  const shelf = shelves.get(env) ?? new Shelf()
  shelves.set(env, shelf)
  return shelf
}
