import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseRuleset, printRuleset } from '.'
import './rare'

/** Real rule sets of other people, which are not part of this project. */
const corpus = process.env['NATSCOPE_CORPUS']
const files = (folder: string): string[] =>
  corpus === undefined ? [] : readdirSync(join(corpus, folder)).filter((name) => name.endsWith('.rules'))
const read = (folder: string, name: string): string => readFileSync(join(corpus ?? '', folder, name), 'utf8')

/** iptables 1.8.9 refuses these, too. */
const WRONG: Readonly<Record<string, { line: number; message: string }>> = {
  10: { line: 74, message: "Bad argument `192.168.122.0/24'" },
  14: { line: 9, message: 'unknown option "--days"' },
  23: { line: 15, message: 'unknown option "--something-else"' },
  39: { line: 37, message: "Chain 'drop_invalid' does not exist" },
}

describe('real rule sets', () => {
  it.runIf(corpus !== undefined)('are found where NATSCOPE_CORPUS says', () => {
    expect(files('iptables-save')).not.toHaveLength(0)
  })

  it.each(files('iptables-save'))('%s parses', (name) => {
    const parsed = parseRuleset(read('iptables-save', name))
    const wrong = WRONG[name.slice(0, 2)]
    expect(parsed.ok ? [] : parsed.errors.slice(0, 1)).toEqual(wrong ? [expect.objectContaining(wrong)] : [])
  })

  it.each(files('iptables-save-canonical'))('%s prints back exactly', (name) => {
    const text = read('iptables-save-canonical', name)
    const parsed = parseRuleset(text)
    expect(parsed.ok ? printRuleset(parsed.ruleset) : parsed.errors).toBe(text)
  })
})
