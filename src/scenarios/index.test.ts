import { describe, expect, test } from 'vitest'
import { inPrefix, parseAddress, prefix } from '../packet/address'
import { parseRuleset } from '../rules/parse'
import { groups, scenarios } from './index'

/** RFC 5737, RFC 6598, RFC 1918, and what any host has. */
const ALLOWED = [
  '192.0.2.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '100.64.0.0/10',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '0.0.0.0/32',
  // Loopback, in rules.
  '127.0.0.0/8',
].map(prefix)

test('the menu is the one that people are promised, in groups, the default first', () => {
  expect(Object.fromEntries(groups.map((group) => [group.name, group.scenarios.map((s) => s.title)]))).toEqual({
    Basics: [
      'Home router: SNAT',
      'Two laptops, one source port',
      'UDP and its timeout',
      'Ping',
      'NAT is not a firewall',
      'What a scanner outside sees',
    ],
    'Port forwards': ['Port forward: DNAT', 'Hairpin, broken', 'Hairpin, mended', 'Load balancer: three servers'],
    'Carriers and paths': ['Carrier-grade NAT: two translations', 'Traceroute through NAT', 'Path MTU through NAT'],
    Containers: [
      'Docker: a published port, and the way out',
      'Kubernetes: ClusterIP',
      'Kubernetes: NodePort from outside',
    ],
    'When it breaks': [
      'Why does this port forward not work?',
      "Why can't this container reach the internet?",
      'INVALID packets pass untranslated',
    ],
    Limits: ['The table is full', 'No port is left', 'SYN flood through a port forward'],
  })
  expect(new Set(scenarios.map((s) => s.id)).size).toBe(scenarios.length)
})

describe.each(scenarios.map((s) => [s.title, s] as const))('%s', (_, scenario) => {
  test('uses addresses kept for documentation or private use, and no others', () => {
    const found = JSON.stringify(scenario).match(/\d+\.\d+\.\d+\.\d+/g) ?? []
    expect(found.length).toBeGreaterThan(4)
    for (const text of found) {
      const address = parseAddress(text)
      expect(address !== null && ALLOWED.some((p) => inPrefix(address, p)), text).toBe(true)
    }
  })

  test('has rule sets that parse', () => {
    const texts = [
      ...scenario.nodes.flatMap((n) => n.iptables ?? []),
      ...scenario.script.flatMap(({ command }) => (command.do === 'rules' ? command.text : [])),
    ]
    expect(texts.length).toBeGreaterThan(0)
    for (const text of texts) expect(parseRuleset(text)).toMatchObject({ ok: true })
  })

  test('names only nodes, realms and interfaces that are there', () => {
    const interfaces = scenario.nodes.flatMap((n) => n.interfaces.map((i) => `${n.id}.${i.name}`))
    const ends = scenario.links.flatMap((link) => link.ends)
    expect(ends.toSorted()).toEqual(interfaces.toSorted())
    const realms = scenario.realms.map((realm) => realm.id)
    for (const node of scenario.nodes) expect(realms).toContain(node.realm)
    const nodes = scenario.nodes.map((node) => node.id)
    for (const { command } of scenario.script) expect(nodes).toContain(command.node)
  })

  test('is plain data', () => {
    expect(structuredClone(scenario)).toEqual(scenario)
  })
})
