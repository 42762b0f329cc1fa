/** Tests of the IPv4 header and of interfaces. */
import type { MatchOf } from '../../../rules/ruleset'
import type { Test } from './test'

export const source = ({ value, mask, not }: MatchOf<'source'>): Test =>
  not ? (v) => ((v.src ^ value) & mask) !== 0 : (v) => ((v.src ^ value) & mask) === 0

export const destination = ({ value, mask, not }: MatchOf<'destination'>): Test =>
  not ? (v) => ((v.dst ^ value) & mask) !== 0 : (v) => ((v.dst ^ value) & mask) === 0

export const protocol = ({ proto, not }: MatchOf<'protocol'>): Test =>
  not ? (v) => v.proto !== proto : (v) => v.proto === proto

export const fragment = ({ not }: MatchOf<'fragment'>): Test => (not ? (v) => v.offset === 0 : (v) => v.offset !== 0)

const named = (pattern: string): ((name: string) => boolean) => {
  if (!pattern.endsWith('+')) return (name) => name === pattern
  const start = pattern.slice(0, -1)
  return (name) => name.startsWith(start)
}

export function incoming({ name, not }: MatchOf<'in'>): Test {
  const fits = named(name)
  return (v) => fits(v.inName) !== not
}

export function outgoing({ name, not }: MatchOf<'out'>): Test {
  const fits = named(name)
  return (v) => fits(v.outName) !== not
}

export const ttl = ({ test, ttl: n, not }: MatchOf<'ttl'>): Test => {
  if (test === 'lt') return (v) => v.b[8] < n
  if (test === 'gt') return (v) => v.b[8] > n
  return (v) => (v.b[8] === n) !== not
}

export const mark = ({ value, mask, not }: MatchOf<'mark'>): Test => {
  const wanted = value >>> 0
  return (v) => ((v.skb.mark & mask) >>> 0 === wanted) !== not
}
