import { expect, it } from 'vitest'
import type { TraceEvent } from '../../model/trace'
import { build } from '../../packet/build'
import type { MachineSpec } from '../machine'
import { createWorld } from '../world'
import { makeSets } from './restore'
import { setsOf } from './sets'

const router: MachineSpec = {
  id: 'router',
  kind: 'router',
  interfaces: [
    { name: 'lan0', addresses: ['192.168.1.1/24'] },
    { name: 'wan0', addresses: ['203.0.113.10/24'] },
  ],
}
const DROP = '*filter\n-A FORWARD -m set --match-set blocked dst -j DROP\nCOMMIT\n'

function worldWith(iptables?: string) {
  const events: TraceEvent[] = []
  const node = { ...router, ...(iptables !== undefined && { iptables }) }
  const world = createWorld({ nodes: [node], links: [] }, { seed: 1, say: (event) => events.push(event), makeSets })
  return {
    sets: setsOf(world.machines.get('router')!),
    apply: (text: string) => world.command({ do: 'rules', node: 'router', text }),
    /** The destinations that get through. */
    pass: (...dsts: string[]): string[] =>
      dsts.filter((dst) => {
        world.inject('router', 'lan0', build({ src: '192.168.1.10', dst, proto: 'udp', sport: 5000, dport: 53 }))
        world.settle()
        return world.drainTaps().length > 0
      }),
    refusals: () => events.flatMap((event) => (event.kind === 'refused' ? event.message : [])),
    texts: () => events.flatMap((event) => (event.kind === 'rules' ? event.text : [])),
  }
}

const [near, other] = ['203.0.113.77', '203.0.113.200']

it("a node's text makes the sets that its rules ask about", () => {
  const world = worldWith(`create blocked hash:net\nadd blocked 203.0.113.64/26\n${DROP}`)
  expect(world.pass(near, other)).toEqual([other])
})

it('a later text puts its sets in the place of those of their names, and leaves the rest', () => {
  const world = worldWith(`create kept hash:ip\ncreate blocked hash:net\nadd blocked 203.0.113.64/26\n${DROP}`)
  const text = `create blocked hash:ip\nadd blocked ${other}\n${DROP}`
  world.apply(text)
  expect(world.pass(near, other)).toEqual([near])
  expect(world.texts()).toEqual([text])
  expect(world.sets.all().map(({ name, type }) => `${name} ${type.name}`)).toEqual(['kept hash:ip', 'blocked hash:ip'])
})

it.each([
  ['create blocked hash:nets', 'line 1, column 16: Syntax error: typename'],
  ['create blocked hash:ip\nadd blocked 10.0.0.1\nadd blocked 10.0.0.1', 'line 3, column 13: Element cannot be added'],
  ['create blocked hash:ip\ncreate blocked hash:ip', 'line 2, column 16: Set cannot be created'],
  ['create blocked hash:ip family inet6', 'line 3, column 31: The protocol family of set blocked is IPv6'],
])('%j is refused with its place, and all stays as it was', (lines, said) => {
  const world = worldWith(`create blocked hash:ip\nadd blocked ${near}\n${DROP}`)
  world.apply(`${lines}\n${DROP}`)
  expect(world.refusals()).toEqual([expect.stringContaining(`rules of "router", ${said}`)])
  expect(world.pass(near, other)).toEqual([other])
  expect(world.sets.all()).toHaveLength(1)
})

it('sets for IPv6 stay empty, and do not keep the others from being made', () => {
  const world = worldWith(
    `create six hash:net family inet6\nadd six 2001:db8::/32\ncreate blocked hash:ip -exist\n${DROP}`,
  )
  expect(world.sets.get('six').live()).toEqual([])
})

it('a list holds sets of the same text', () => {
  const lines = `create near hash:ip\nadd near ${near}\ncreate blocked list:set\nadd blocked near\n`
  expect(worldWith(lines + DROP).pass(near, other)).toEqual([other])
})
