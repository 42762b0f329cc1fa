import { describe, expect, test } from 'vitest'
import { runScenario, startRun } from '../engine/run'
import { applyEvent, emptyView } from '../model/fold'
import type { Scenario } from '../model/scenario'
import { containerOffline } from '../scenarios/container-offline'
import { homeRouter } from '../scenarios/home-router'
import { portForwardRefused } from '../scenarios/port-forward-refused'
import { scanned } from '../scenarios/scanned'
import { tableFull } from '../scenarios/table-full'
import { fateOf, mended, remediesOf } from './remedies'

/** What might help with the last packet that was dropped, and what a run with it makes of that packet. */
function tried(scenario: Scenario, nth = -1): string[] {
  const trace = runScenario(scenario)
  const drop = trace.filter((e) => e.kind === 'drop').at(nth)!
  let view = emptyView(scenario, startRun(scenario).rulesets)
  for (const event of trace.slice(0, drop.n + 1)) view = applyEvent(view, event)
  return remediesOf(trace, drop, view).map((remedy) => {
    const { at: event, command, shell } = remedy
    const fate = fateOf(runScenario(scenario, [{ when: { event }, command }]), remedy)
    return `${shell} → ${fate?.kind === 'deliver' ? fate.node : fate ? `dropped at ${fate.node}: ${fate.reason}` : '?'}`
  })
}

/** The home router under other rules: its script's packets meet them from the start. */
const under = (rules: string, scenario: Scenario = homeRouter): Scenario => ({
  ...scenario,
  nodes: scenario.nodes.map((node) => (node.kind === 'router' ? { ...node, iptables: rules } : node)),
})

describe('a change that lets a dropped packet through, as tried on the engine', () => {
  test('a rule that was nearly meant for it is mended, or one more accepts it', () => {
    expect(tried(portForwardRefused, 0)).toEqual([
      'iptables -R FORWARD 3 -d 192.168.1.100/32 -i wan0 -p tcp -m tcp --dport 80 -j ACCEPT → home-server',
      'iptables -A FORWARD -s 198.51.100.7/32 -d 192.168.1.100/32 -p tcp -m tcp --dport 80 -j ACCEPT → home-server',
    ])
  })
  test('a rule that drops is passed by, or taken out', () => {
    const scenario = under('*filter\n-A FORWARD -i lan0 -p tcp -j REJECT\n-A FORWARD -j ACCEPT\nCOMMIT\n')
    expect(tried(scenario, 0)).toEqual([
      'iptables -I FORWARD 1 -s 192.168.1.10/32 -d 198.51.100.4/32 -p tcp -m tcp --dport 443 -j ACCEPT → server',
      'iptables -D FORWARD 1 → server',
    ])
  })
  test('answers are let through as what they are', () => {
    const scenario = under(
      '*nat\n-A POSTROUTING -o wan0 -j MASQUERADE\nCOMMIT\n*filter\n:FORWARD DROP\n-A FORWARD -i lan0 -j ACCEPT\nCOMMIT\n',
    )
    expect(tried(scenario, 0)).toContain(
      'iptables -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT → laptop',
    )
  })
  test('who asks from a private address is lent one that answers find', () => {
    expect(tried(containerOffline)).toEqual([
      'iptables -t nat -A POSTROUTING -s 172.17.0.3/32 -o eth0 -j MASQUERADE → worker',
    ])
  })
  test('a router that does not forward is told to', () => {
    const scenario = { ...homeRouter, nodes: homeRouter.nodes.map((node) => ({ ...node, forward: false })) }
    expect(tried(scenario, 0)).toEqual(['sysctl -w net.ipv4.ip_forward=1 → server'])
  })
  test('a full table is given room', () => {
    expect(tried(tableFull).join()).toMatch(/^sysctl -w net\.netfilter\.nf_conntrack_max=\d+ → (server|dns)$/)
  })
  test('where nobody listens no rule helps', () => expect(tried(scanned, 0)).toEqual([]))
})

describe('a rule that was nearly meant for a packet', () => {
  const here = {
    packet: { src: '192.168.1.10', dst: '198.51.100.4', proto: 'tcp', sport: 4000, dport: 443 } as const,
    in: 'lan0',
    out: 'wan0',
  }
  test.each([
    ['-s 192.168.2.0/24 -j ACCEPT', '-s 192.168.1.10/32 -j ACCEPT'],
    ['-i lan+ -o eth1 -j ACCEPT', '-i lan+ -o wan0 -j ACCEPT'],
    ['! -d 198.51.100.0/24 -j ACCEPT', '-d 198.51.100.4/32 -j ACCEPT'],
    ['-p tcp -m tcp --dport 80:442 -j ACCEPT', '-p tcp -m tcp --dport 443 -j ACCEPT'],
  ])('%s becomes %s', (rule, now) => expect(mended(rule, here)?.text).toBe(now))
  test.each([
    ['-p udp -m udp --dport 53 -j ACCEPT'],
    ['! -p tcp -i eth0 -j ACCEPT'],
    ['-s 10.0.0.1/32 -d 10.0.0.2/32 -i eth0 -j ACCEPT'],
    ['-s 192.168.1.0/24 -j ACCEPT'],
    ['-i wan0 -o lan0 -j ACCEPT'],
    ['-i wan0 -j ACCEPT'],
  ])('%s was meant for others', (rule) => expect(mended(rule, here)).toBeNull())
})
