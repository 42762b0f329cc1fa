/** An extension while the words of one rule are read into it: modelled, or kept as text. */
import { Refused, Wrong, type Extension, type Option, type Proto, type Reading } from './grammar'
import type { Token } from './tokens'
import { Unmodelled } from './values'

export interface LoadedOption {
  names: readonly string[]
  takes: number
  expected: string
  read(reading: Omit<Reading, 'extension'>, raw: string): void
}

/** What came of it: a value, or its text when it uses what is not modelled. */
export type Outcome<T> = { modelled: true; value: T } | { modelled: false; name: string; text: string }

export interface Loaded<T> {
  name: string
  /** Where to point when something is wrong with it as a whole. */
  token: Token
  /** Null: not modelled, so it takes every option that nobody else knows. */
  options: readonly LoadedOption[] | null
  /** Adds a piece of text to one that is not modelled. */
  keep(raw: string): void
  finish(proto: Proto): Outcome<T>
}

/** `flag` is "-m" or "-j". */
export const load = <T extends { kind: string }>(extension: Extension<T>, token: Token, flag: string): Loaded<T> =>
  new Modelled(extension, token, flag)

class Modelled<T extends { kind: string }> implements Loaded<T> {
  readonly name: string
  readonly value: T
  readonly seen = new Set<string>()
  readonly raws: string[] = []
  modelled = true
  private bound: readonly LoadedOption[] | null = null

  constructor(
    readonly extension: Extension<T>,
    readonly token: Token,
    private readonly flag: string,
  ) {
    this.name = extension.name
    this.value = extension.begin()
  }

  /** Only made when one is looked for: most rules name most of their matches for a single option. */
  get options(): readonly LoadedOption[] {
    return (this.bound ??= this.extension.options.map((option) => new Bound(this, option)))
  }

  keep(raw: string): void {
    this.raws.push(raw)
  }

  finish(proto: Proto): Outcome<T> {
    const { extension, seen, value } = this
    if (!this.modelled)
      return { modelled: false, name: extension.name, text: [this.flag, extension.name, ...this.raws].join(' ') }
    // The kernel comes last.
    const refused = refusal(() => extension.finish?.(value, seen, proto))
    for (const { names, must, also } of extension.options) {
      const has = seen.has(names[0])
      if (must && !has) throw new Wrong(`${extension.name}: option "--${names[0]}" must be specified`, `--${names[0]}`)
      if (has && also !== undefined && !seen.has(also))
        throw new Wrong(`${extension.name}: option "--${names[0]}" also requires "--${also}".`, `--${also} too`)
    }
    if (refused) throw refused
    return { modelled: true, value }
  }
}

/** The kernel's refusal that comes of it, not thrown yet. */
function refusal(work: () => void): Refused | null {
  try {
    work()
    return null
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

/** An option of one extension of one rule. */
class Bound<T extends { kind: string }> implements LoadedOption {
  constructor(
    private readonly owner: Modelled<T>,
    private readonly option: Option<T>,
  ) {}

  get names(): readonly string[] {
    return this.option.names
  }

  get takes(): number {
    return this.option.takes ?? 1
  }

  get expected(): string {
    return this.option.expected ?? `what --${this.option.names[0]} is to be`
  }

  read(reading: Omit<Reading, 'extension'>, raw: string): void {
    const { owner, option } = this
    const { extension, seen } = owner
    const [canonical] = option.names
    const spelled = `${extension.name}: option "--${canonical}"`
    if (reading.not && !option.not) throw new Wrong(`${spelled} cannot be inverted.`, 'the option without !')
    if (seen.has(canonical) && !option.unmodelled && !option.again)
      throw new Wrong(option.once ?? `${spelled} can only be used once.`, `one --${canonical}`)
    const clash = clashOf(extension.options, option, seen)
    if (clash)
      throw new Wrong(
        `${extension.name}: option "--${clash[0]}" cannot be used together with "--${clash[1]}".`,
        `either --${clash[0]} or --${clash[1]}`,
      )
    seen.add(canonical)
    owner.raws.push(raw)
    if (option.unmodelled) owner.modelled = false
    try {
      option.read(owner.value, { ...reading, extension: extension.name })
    } catch (error) {
      if (!(error instanceof Unmodelled)) throw error
      owner.modelled = false
    }
  }
}

/** Two options that do not go together, as iptables names them: the one first in the extension's list first. */
function clashOf<T>(
  options: readonly Option<T>[],
  option: Option<T>,
  seen: ReadonlySet<string>,
): [string, string] | undefined {
  if (seen.size === 0 || !options.some(({ excludes }) => excludes)) return undefined
  const given = new Set([...seen, option.names[0]])
  for (const { names, excludes } of options) {
    const other = given.has(names[0]) && excludes?.find((name) => given.has(name))
    if (other) return [names[0], other]
  }
}

/** One that the engine knows nothing of. */
export function loadUnmodelled<T>(name: string, token: Token, flag: string): Loaded<T> {
  const raws: string[] = []
  return {
    name,
    token,
    options: null,
    keep: (raw) => void raws.push(raw),
    finish: () => ({ modelled: false, name, text: [flag, name, ...raws].join(' ') }),
  }
}
