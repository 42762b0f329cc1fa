/** An extension while the words of one rule are read into it: modelled, or kept as text. */
import { Deferred, Wrong, type Extension, type Option, type Proto, type Reading } from './grammar'
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
    const later = deferred(() => extension.finish?.(value, seen, proto))
    for (const { names, must, also, excludes } of extension.options) {
      const has = seen.has(names[0])
      if (must && !has) throw new Wrong(`${extension.name}: option "--${names[0]}" must be specified`, `--${names[0]}`)
      if (has && also !== undefined && !seen.has(also))
        throw new Wrong(`${extension.name}: option "--${names[0]}" also requires "--${also}".`, `--${also} too`)
      const other = has && excludes?.find((name) => seen.has(name))
      if (other)
        throw new Wrong(
          `${extension.name}: option "--${names[0]}" cannot be used together with "--${other}".`,
          `either --${names[0]} or --${other}`,
        )
    }
    if (later) throw later
    return { modelled: true, value }
  }
}

/** What comes of it only later, not thrown yet. */
function deferred(work: () => void): Deferred | null {
  try {
    work()
    return null
  } catch (error) {
    if (error instanceof Deferred) return error
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
    if (seen.has(canonical) && !option.unmodelled && !option.again)
      throw new Wrong(option.once ?? `${spelled} can only be used once.`, `one --${canonical}`)
    if (reading.not && !option.not) throw new Wrong(`${spelled} cannot be inverted.`, 'the option without !')
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
