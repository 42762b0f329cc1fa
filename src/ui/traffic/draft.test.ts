import { expect, test } from 'vitest'
import { scenarios } from '../../scenarios'
import { draftOf, trafficOf } from './draft'
import { presetOf } from './preset'

const preset = presetOf(scenarios[0])!

test('the home router has hosts inside, and the internet outside', () => {
  expect(preset).toMatchObject({ node: 'router', inside: 'lan0', outside: 'wan0', hosts: 250, first: '192.168.1.2' })
})

test.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
  '%s: what the form shows means the same',
  (_, s) => {
    const traffic = presetOf(s)
    if (traffic) expect(trafficOf(draftOf(traffic), traffic)).toEqual({ traffic })
  },
)

test.each([
  [{ flows: '0' }, 'flows', 'Conversations: a whole number from 1 to 1,000,000'],
  [{ flows: '1.5' }, 'flows', 'Conversations: a whole number from 1 to 1,000,000'],
  [{ loss: 'much' }, 'loss', 'Loss %: a number from 0 to 100'],
  [{ jitter: '' }, 'jitter', 'Jitter ms: a number from 0 to 2,000'],
  [{ tcp: '0', udp: '0', icmp: '0' }, 'tcp', 'TCP share: a number from 1 to 100'],
])('%j is refused at its field', (typed, wrong, message) => {
  expect(trafficOf({ ...draftOf(preset), ...typed }, preset)).toEqual({ wrong, message })
})
