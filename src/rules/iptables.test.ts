import { describe, expect, it } from 'vitest'
import { listRuleset, parseRuleset, printRuleset } from '.'
import './rare'

interface Recorded {
  table: string
  rule: string
  /** Rules that `iptables-save` printed after the rule was loaded, and rows of `iptables -L -n -v`. */
  saved?: string[]
  listed?: string[]
  /** What `iptables-restore` said instead. */
  error?: string
}

const fixtures = import.meta.glob<string>('./fixtures/*-1.8.9.json', { query: '?raw', import: 'default', eager: true })
const recorded = Object.values(fixtures).flatMap((text) => JSON.parse(text) as Recorded[])
const parse = ({ table, rule }: Recorded) => parseRuleset(`*${table}\n${rule}\nCOMMIT\n`)

describe('what iptables 1.8.9 takes', () => {
  it.each(recorded.filter((r) => r.saved).map((r) => [r.rule, r] as const))('%s', (_, r) => {
    const parsed = parse(r)
    expect(parsed).toMatchObject({ ok: true })
    if (!parsed.ok) return
    const rules = printRuleset(parsed.ruleset).split('\n')
    expect(rules.filter((line) => line.startsWith('-A'))).toEqual(r.saved)
    const rows = listRuleset(parsed.ruleset, r.table)
    expect(rows.filter((row) => row.startsWith('    0'))).toEqual(r.listed)
  })
})

describe('what iptables 1.8.9 refuses', () => {
  it.each(recorded.filter((r) => r.error).map((r) => [r.rule, r] as const))('%s', (_, r) => {
    const parsed = parse(r)
    expect(parsed.ok ? 'taken' : parsed.errors[0].message).toBe(r.error)
  })
})
