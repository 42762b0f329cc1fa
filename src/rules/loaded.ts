/** An extension while the words of one rule are read into it: modelled, or kept as text. */
import { Wrong, type Extension, type Proto, type Reading } from './grammar'
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
export function load<T extends { kind: string }>(extension: Extension<T>, token: Token, flag: string): Loaded<T> {
  const value = extension.begin()
  const seen = new Set<string>()
  const raws: string[] = []
  let modelled = true

  const options = extension.options.map((option): LoadedOption => {
    const [canonical] = option.names
    return {
      names: option.names,
      takes: option.takes ?? 1,
      expected: option.expected ?? `what --${canonical} is to be`,
      read(reading, raw) {
        const spelled = `${extension.name}: option "--${canonical}"`
        if (reading.not && !option.not) throw new Wrong(`${spelled} cannot be inverted.`, 'the option without !')
        if (seen.has(canonical))
          throw new Wrong(option.once ?? `${spelled} can only be used once.`, `one --${canonical}`)
        const clash = option.excludes?.find((other) => seen.has(other))
        if (clash !== undefined)
          throw new Wrong(
            `${extension.name}: option "--${clash}" cannot be used together with "--${canonical}".`,
            `either --${canonical} or --${clash}`,
          )
        seen.add(canonical)
        raws.push(raw)
        if (option.unmodelled) modelled = false
        try {
          option.read(value, { ...reading, extension: extension.name })
        } catch (error) {
          if (!(error instanceof Unmodelled)) throw error
          modelled = false
        }
      },
    }
  })

  return {
    name: extension.name,
    token,
    options,
    keep: (raw) => void raws.push(raw),
    finish(proto) {
      if (!modelled) return { modelled, name: extension.name, text: [flag, extension.name, ...raws].join(' ') }
      extension.finish?.(value, seen, proto)
      return { modelled, value }
    },
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
