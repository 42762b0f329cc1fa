import { describe, expect, it } from 'vitest'
import { parseRuleset, printRuleset } from '.'
import { missingSets } from './set-names'

const SETS = `create blocked hash:net family inet hashsize 1024 maxelem 65536 bucketsize 12 initval 0x5f3c1d2e
add blocked 203.0.113.0/24
create named hash:ip comment
add named 198.51.100.7 comment "the one"
`
const RULES = `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A FORWARD -m set --match-set blocked dst -j DROP
COMMIT
`

const wrong = (text: string) => {
  const parsed = parseRuleset(text)
  return parsed.ok ? missingSets(text, parsed.ruleset) : parsed.errors
}

describe('lines of `ipset save` before the tables', () => {
  it('are kept, and print back as they were', () => {
    const parsed = parseRuleset(SETS + RULES)
    if (!parsed.ok) expect.unreachable(parsed.errors[0].message)
    expect(parsed.ruleset.sets).toHaveLength(4)
    expect(parsed.ruleset.tables[0].chains[1].rules[0].line).toBe(9)
    expect(printRuleset(parsed.ruleset)).toBe(SETS + RULES)
  })

  it('leave comments and empty lines between them', () => {
    expect(wrong(`# Sets\n${SETS}\r\n\n# Rules\n${RULES}`)).toEqual([])
  })

  it('are no property of a text that has none', () => {
    const parsed = parseRuleset(RULES)
    expect(parsed.ok && parsed.ruleset).not.toHaveProperty('sets')
  })
})

describe('what is wrong with them is said where it stands', () => {
  it.each([
    ['create blocked', 1, 8, 'a name and a type'],
    ['create x hash:ip\n  add x', 2, 7, 'a set and an element'],
    ['add blocked 10.0.0.1', 1, 5, 'create blocked above this line'],
    [`*nat\n-A PREROUTING -j ACCEPT\nCOMMIT\n${SETS.split('\n')[0]}`, 4, 1, 'a table such as *nat before it'],
  ])('%j', (text, line, column, expected) => {
    expect(wrong(`${text}\n`)).toMatchObject([{ line, column, expected }])
  })

  it('a rule that names a set which the text does not make', () => {
    const text = RULES.replace('-A FORWARD', '-A FORWARD -p tcp')
    const column = text.split('\n')[4].indexOf('blocked') + 1
    const expected = 'its `ipset save` lines before the tables'
    expect(wrong(text)).toEqual([{ line: 5, column, length: 7, message: "Set blocked doesn't exist.", expected }])
    expect(wrong(SETS + text)).toEqual([])
  })
})
