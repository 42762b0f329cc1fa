/** Names of interfaces as numbers from 1, shared by all tables of a rule set. */
export class Names {
  private readonly numbers = new Map<string, number>()

  /** 0 for a name that no rule has. */
  of(name: string): number {
    return this.numbers.get(name) ?? 0
  }

  add(name: string): number {
    const known = this.numbers.get(name)
    if (known !== undefined) return known
    this.numbers.set(name, this.numbers.size + 1)
    return this.numbers.size
  }
}
