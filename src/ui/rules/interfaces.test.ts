import { expect, test } from 'vitest'
import { parseRuleset } from '../../rules/parse'
import { scenarios } from '../../scenarios'
import { strangersIn } from './interfaces'

const strangers = (rules: string, own: string[]): string[] => {
  const read = parseRuleset(rules)
  return read.ok ? strangersIn(read.ruleset, own).map(({ line, name }) => `${line}: ${name}`) : ['does not parse']
}

test('interfaces that are not there are found, with their lines', () => {
  const rules =
    '*filter\n-A FORWARD -i lan0 -o eth0 -j ACCEPT\n-A INPUT -i lo -j ACCEPT\n-A INPUT ! -i wlan+ -j DROP\nCOMMIT\n'
  expect(strangers(rules, ['lan0', 'wan0'])).toEqual(['4: wlan+', '2: eth0'])
  expect(strangers(rules, ['lan0', 'eth0', 'wlan1'])).toEqual([])
})

test.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('%s names its own only', (_, { nodes }) => {
  for (const { iptables, interfaces } of nodes)
    expect(
      strangers(
        iptables ?? '',
        interfaces.map(({ name }) => name),
      ),
    ).toEqual([])
})
