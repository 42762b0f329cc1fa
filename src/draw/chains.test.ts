import { expect, it } from 'vitest'
import { parseRuleset } from '../rules/parse'
import { shelvesOf } from './chains'

const ruleset = (text: string) => {
  const parsed = parseRuleset(text)
  if (!parsed.ok) throw new Error(parsed.errors[0].message)
  return parsed.ruleset
}

const DOCKER = `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:DOCKER - [0:0]
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A OUTPUT ! -d 127.0.0.0/8 -g DOCKER
COMMIT
*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:LOST - [0:0]
COMMIT
`

it('chains hang on their hooks in the order in which a packet meets them; the user’s follow, with who calls them', () => {
  const shelves = shelvesOf(ruleset(DOCKER)).map(({ hook, table: own, places }) => [
    hook ?? own,
    places.map(({ table, chain, callers }) =>
      [table, chain.name, ...callers.map((c) => `<${c.chain} ${c.rule}`)].join(' '),
    ),
  ])
  expect(shelves).toEqual([
    ['PREROUTING', ['nat PREROUTING']],
    ['INPUT', ['filter INPUT', 'nat INPUT']],
    ['FORWARD', ['filter FORWARD']],
    ['OUTPUT', ['nat OUTPUT', 'filter OUTPUT']],
    ['POSTROUTING', ['nat POSTROUTING']],
    ['nat', ['nat DOCKER <PREROUTING 1 <OUTPUT 1']],
    ['filter', ['filter LOST']],
  ])
})

it('no rule set, no shelf', () => expect(shelvesOf(null)).toEqual([]))
