import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatAddress, mask } from '../../packet/address'
import { loadRules } from '../commands'
import { createMachine } from '../machine'
import { createWorld } from '../world'
import { ipset } from '../commands/ipset'
import { change, create, test } from './act'
import { keysOf } from './elements'
import { SetFault } from './fault'
import { textOf } from './key'
import { typeCalled } from './kinds'
import { setsOf } from './sets'

const NET = typeCalled('hash:net')!
const machine = () =>
  createMachine({ id: 'router', interfaces: [] }, {
    say: null,
    now: () => 0,
    random: () => 1,
    after: () => () => {},
  } as never)

const elements = (type: string, text: string): string[] =>
  [...keysOf(typeCalled(type)!, text)].map((key) => textOf(typeCalled(type)!, key))

describe('what is typed stands for elements', () => {
  it.each([
    ['hash:ip', '10.0.0.0/30', ['10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.3']],
    ['hash:ip', '10.0.0.5-10.0.0.4', ['10.0.0.4', '10.0.0.5']],
    ['hash:net', '10.0.0.7/24', ['10.0.0.0/24']],
    ['hash:net', '10.0.1.0-10.0.1.9', ['10.0.1.0/29', '10.0.1.8/31']],
    ['hash:ip,port', '10.0.0.1,80', ['10.0.0.1,tcp:80']],
    ['hash:ip,port', '10.0.0.1,udp:domain', ['10.0.0.1,udp:53']],
    ['hash:ip,port', '10.0.0.1,icmp:8/0', ['10.0.0.1,icmp:echo-request']],
    ['hash:ip,port', '10.0.0.1,99:0', ['10.0.0.1,99:0']],
    ['hash:ip,port,net', '10.0.0.1,tcp:1-2,10.0.0.0/8', ['10.0.0.1,tcp:1,10.0.0.0/8', '10.0.0.1,tcp:2,10.0.0.0/8']],
    ['bitmap:port', '20-22', ['20', '21', '22']],
  ])('%s %s', (type, text, found) => expect(elements(type, text)).toEqual(found))
})

it('a range becomes networks that touch, and reach from its one end to the other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 0xfffffffe }), fc.integer({ min: 0, max: 5000 }), (from, length) => {
      const to = Math.min(from + length, 0xffffffff)
      let next = from
      for (const { ip, bits } of keysOf(NET, `${formatAddress(from)}-${formatAddress(to)}`)) {
        expect(ip).toBe(next)
        expect((ip & ~mask(bits)) >>> 0).toBe(0)
        next = ip + 2 ** (32 - bits)
      }
      expect(next).toBe(to + 1)
    }),
  )
})

it('the narrowest network speaks for an address', () => {
  const env = machine()
  ipset(env, ['restore'], 'create n hash:net\nadd n 10.0.0.0/8\nadd n 10.1.0.0/16 nomatch\nadd n 10.1.2.0/24\n')
  const isIn = (address: string): boolean => test(env, ['n', address]).found
  expect(['10.9.9.9', '10.1.9.9', '10.1.2.9', '11.0.0.1'].map(isIn)).toEqual([true, false, true, false])
})

it('what went before a wrong line stays done, and the line is named', () => {
  const env = machine()
  expect(ipset(env, ['restore'], 'create s hash:ip\nadd s 10.0.0.1\nadd s 10.0.0.1\n').stderr).toEqual([
    "ipset v7.17: Error in line 3: Element cannot be added to the set: it's already added",
  ])
  expect(setsOf(env).get('s').live()).toHaveLength(1)
})

it('a set takes no more than it may', () => {
  const env = machine()
  create(env, ['s', 'hash:ip', 'maxelem', '4'], false)
  expect(() => change(env, 'add', ['s', '10.0.0.0/24'], false)).toThrow(SetFault)
  expect(setsOf(env).get('s').live()).toHaveLength(4)
})

it('rules that name a set which is not there are refused as iptables does', () => {
  const world = createWorld({ nodes: [{ id: 'router', interfaces: [] }], links: [] }, { seed: 1 })
  const router = world.machines.get('router')!
  const text = '*filter\n-A INPUT -m set --match-set here src -j DROP\nCOMMIT\n'
  expect(() => loadRules(router, text, false)).toThrow(
    `rules of "router", line 2, column 29: Set here doesn't exist; expected: its \`ipset save\` lines before the tables`,
  )
  create(router, ['here', 'hash:ip'], false)
  loadRules(router, text, false)
  expect(world.saveRules('router')).toContain('-A INPUT -m set --match-set here src -j DROP')
})
