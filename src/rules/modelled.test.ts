import { expect, test } from 'vitest'
import { notModelled } from './modelled'
import { parseRuleset } from './parse'

test('names each match and target that is kept as text only, with its line', () => {
  const read = parseRuleset(
    '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n' +
      '-A INPUT -m cgroup --cgroup 7 -j LED --led-trigger-id ssh\nCOMMIT\n',
  )
  expect(read.ok && notModelled(read.ruleset)).toEqual([
    { line: 4, part: 'match', text: '-m cgroup --cgroup 7' },
    { line: 4, part: 'target', text: '-j LED --led-trigger-id ssh' },
  ])
})
