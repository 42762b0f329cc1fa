import { expect, it } from 'vitest'
import { build } from '../../../packet/build'
import { createWorld } from '../../world'

const SET = '-A FORWARD -p udp -m udp --dport 1 -m recent --set --name seen'
const ASK = '-A FORWARD -p udp -m udp --dport 2 -m recent --rcheck --name seen'

/** A router whose rules are these, one set after the other; after each, packets to these ports pass it. */
function pass(...steps: [rules: string[], ports: number[]][]): string[] {
  const router = {
    id: 'r',
    interfaces: [
      { name: 'lan', addresses: ['192.168.1.1/24'] },
      { name: 'wan', addresses: ['203.0.113.5/24'] },
    ],
    forward: true,
  }
  const world = createWorld({ nodes: [router], links: [] }, { seed: 1 })
  for (const [rules, ports] of steps) {
    world.command({ do: 'rules', node: 'r', text: `*filter\n${rules.join('\n')}\nCOMMIT\n` })
    for (const dport of ports)
      world.inject(
        'r',
        'lan',
        build({ src: '192.168.1.10', dst: '203.0.113.9', proto: 'udp', ttl: 64, sport: 9, dport }),
      )
  }
  return world.saveRules('r', { counters: true }).filter((line) => line.includes('rcheck'))
}

const asked = (packets: number): string[] => [
  `[${packets}:${28 * packets}] ${ASK.replace('seen', 'seen --mask 255.255.255.255 --rsource')}`,
]

it('a list is shared by the rules that name it', () => {
  expect(
    pass([
      [SET, ASK],
      [1, 2],
    ]),
  ).toEqual(asked(1))
})

it('a list outlives its rules when the next ones name it', () => {
  expect(pass([[SET], [1]], [[SET], []], [[SET, ASK], [2]])).toEqual(asked(1))
})

it('a list that nobody names for a while is a new one', () => {
  expect(pass([[SET], [1]], [[], []], [[SET, ASK], [2]])).toEqual(asked(0))
})
