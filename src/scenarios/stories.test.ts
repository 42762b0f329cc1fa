/** What each scenario is about, said in packets: as tcpdump would show them on each wire, and what became of them. */
import { expect, test } from 'vitest'
import { createLoad } from '../engine/load/load'
import { runScenario, startRun } from '../engine/run'
import { applyEvent, emptyView } from '../model/fold'
import type { Scenario } from '../model/scenario'
import type { Figures, Traffic } from '../model/traffic'
import { line } from '../packet/line'
import { containerOffline } from './container-offline'
import { hairpinBroken, hairpinMended } from './hairpin'
import { invalid } from './invalid'
import { clusterIp, nodePort } from './kubernetes'
import { loadBalancer } from './load-balancer'
import { pathMtu } from './path-mtu'
import { portForwardRefused } from './port-forward-refused'
import { portsUsedUp } from './ports-used-up'
import { scanned } from './scanned'
import { synFlood } from './syn-flood'
import { tableFull } from './table-full'
import { traceroute } from './traceroute'

/** "phone → router: 192.168.1.11.50100 > 203.0.113.5.8080: Flags [S]", "phone drops: no-port", "phone: timed out". */
function told(scenario: Scenario): string[] {
  let view = emptyView(scenario, startRun(scenario).rulesets)
  return runScenario(scenario).flatMap((e) => {
    view = applyEvent(view, e)
    if (e.kind === 'wire') {
      const packet = line(view.packets.get(e.pkt)!.bytes).replace(/, (seq|ack|win|length|id) .*/, '')
      return `${e.from.node} → ${e.to?.node ?? 'nobody'}: ${packet}`
    }
    if (e.kind === 'drop') return `${e.node} drops: ${e.reason}`
    if (e.kind === 'log') return `${e.node} logs: ${e.line}`
    if (e.kind === 'ct-end' && e.why !== 'timeout') return `${e.node} forgets entry ${e.entry}: ${e.why}`
    if (e.kind === 'socket' && e.socket.outcome) return `${e.node}: ${e.socket.outcome}`
    return []
  })
}

const about = (scenario: Scenario, pattern: RegExp): string[] => told(scenario).filter((text) => pattern.test(text))

test('hairpin, broken: the SYN of the phone is answered from an address that it did not ask', () => {
  expect(told(hairpinBroken).slice(0, 6)).toEqual([
    'phone → router: 192.168.1.11.50100 > 203.0.113.5.8080: Flags [S]',
    'router → home-server: 192.168.1.11.50100 > 192.168.1.100.80: Flags [S]',
    'home-server → phone: 192.168.1.100.80 > 192.168.1.11.50100: Flags [S.]',
    'phone drops: no-port',
    'phone → home-server: 192.168.1.11.50100 > 192.168.1.100.80: Flags [R]',
    'home-server: refused',
  ])
  expect(told(hairpinBroken)).toContain('phone: timed out')
})

test('hairpin, mended: the answer comes back through the router, and the page is delivered', () => {
  expect(about(hairpinMended, /\[S/)).toEqual([
    'phone → router: 192.168.1.11.50100 > 203.0.113.5.8080: Flags [S]',
    'router → home-server: 192.168.1.1.50100 > 192.168.1.100.80: Flags [S]',
    'home-server → router: 192.168.1.100.80 > 192.168.1.1.50100: Flags [S.]',
    'router → phone: 203.0.113.5.8080 > 192.168.1.11.50100: Flags [S.]',
  ])
  expect(told(hairpinMended)).toContain('phone: answered')
})

test('load balancer: three connections go to three servers', () => {
  expect(about(loadBalancer, /^router → web.*\[S]/)).toEqual([
    'router → web-a: 198.51.100.7.40001 > 192.168.1.21.80: Flags [S]',
    'router → web-b: 198.51.100.7.40002 > 192.168.1.22.80: Flags [S]',
    'router → web-c: 198.51.100.7.40003 > 192.168.1.23.80: Flags [S]',
  ])
})

test('a port forward that is not let through: the SYN never leaves the router', () => {
  expect(about(portForwardRefused, /^router/)).toEqual([
    'router drops: policy',
    'router forgets entry 1: never-confirmed',
    'router drops: policy',
    'router forgets entry 2: never-confirmed',
  ])
})

test('an offline container: its ping arrives with its private address, and so the reply gets lost', () => {
  expect(told(containerOffline)).toEqual([
    'worker → docker-host: 172.17.0.3 > 198.51.100.4: ICMP echo request',
    'docker-host → server: 172.17.0.3 > 198.51.100.4: ICMP echo request',
    'server → nobody: 198.51.100.4 > 172.17.0.3: ICMP echo reply',
    'server drops: lost-private',
    'worker: no answer',
  ])
})

test('INVALID: the segment leaves with its private address, and the next one is dropped', () => {
  const after = told(invalid).lastIndexOf('laptop: connected')
  expect(told(invalid).slice(after + 2)).toEqual([
    'laptop → router: 192.168.1.10.54321 > 198.51.100.4.443: Flags [.]',
    'router → server: 192.168.1.10.54321 > 198.51.100.4.443: Flags [.]',
    'server drops: no-port',
    'server → nobody: 198.51.100.4.443 > 192.168.1.10.54321: Flags [R]',
    'server drops: lost-private',
    'laptop → router: 192.168.1.10.54321 > 198.51.100.4.443: Flags [.]',
    'router drops: rule',
  ])
})

test('traceroute: each hop says of itself that it was there, and the laptop hears all three', () => {
  expect(about(traceroute, /^router → laptop/)).toEqual([
    'router → laptop: 192.168.1.1 > 192.168.1.10: ICMP time exceeded in-transit',
    'router → laptop: 203.0.113.1 > 192.168.1.10: ICMP time exceeded in-transit',
    'router → laptop: 198.51.100.4 > 192.168.1.10: ICMP 198.51.100.4 udp port 33436 unreachable',
  ])
})

test('path MTU: the laptop learns of the narrow line, and its next datagram goes through in two pieces', () => {
  const all = told(pathMtu)
  expect(all).toContain('provider drops: too-big')
  expect(all).toContain(
    'router → laptop: 203.0.113.1 > 192.168.1.10: ICMP 198.51.100.4 unreachable - need to frag (mtu 1400)',
  )
  expect(about(pathMtu, /→ server/)).toEqual([
    'provider → server: 203.0.113.5.40113 > 198.51.100.4.5000: UDP',
    'provider → server: 203.0.113.5 > 198.51.100.4: udp fragment, offset 1376',
  ])
})

test('ClusterIP: one address, a pod on either node, and the client hears from the address it asked', () => {
  expect(about(clusterIp, /^node-1.*\[S/)).toEqual([
    'node-1 → node-2: 10.244.1.9.40000 > 10.244.2.6.8080: Flags [S]',
    'node-1 → client: 10.96.0.80.80 > 10.244.1.9.40000: Flags [S.]',
    'node-1 → web-a: 10.244.1.9.40001 > 10.244.1.5.8080: Flags [S]',
    'node-1 → client: 10.96.0.80.80 > 10.244.1.9.40001: Flags [S.]',
  ])
})

test('NodePort: the pod on the other node sees the first node, not the visitor', () => {
  const [, atPod] = about(nodePort, /\[S]/)
  expect(atPod).toMatch(/^node-1 → node-2: 203\.0\.113\.11\.\d+ > 10\.244\.2\.6\.8080: /)
  expect(told(nodePort)).toContain('visitor: connected')
})

test('a scanner: SYN-ACK from the forwarded port, RST from the one lent to the laptop, silence from the third', () => {
  expect(about(scanned, /^(scanner → router.*\[S]|router → scanner|router drops)/)).toEqual([
    'scanner → router: 198.51.100.7.45000 > 203.0.113.5.8080: Flags [S]',
    'router → scanner: 203.0.113.5.8080 > 198.51.100.7.45000: Flags [S.]',
    'scanner → router: 198.51.100.7.45000 > 203.0.113.5.54321: Flags [S]',
    'router drops: no-port',
    'router → scanner: 203.0.113.5.54321 > 198.51.100.7.45000: Flags [R.]',
    'scanner → router: 198.51.100.7.45000 > 203.0.113.5.22: Flags [S]',
    'router drops: rule',
  ])
})

test('table full: one without an answer makes room; then nobody can, and the kernel says so', () => {
  const full = 'router logs: nf_conntrack: nf_conntrack: table full, dropping packet'
  expect(about(tableFull, /^router (forgets|drops|logs)|^phone: /)).toEqual([
    'router forgets entry 3: early-drop',
    'phone: connected',
    full,
    'router drops: table-full',
    full,
    'router drops: table-full',
    'phone: timed out',
  ])
})

test('no port left: the third laptop is dropped, and gets one of the same ports towards another server', () => {
  expect(about(portsUsedUp, /^router (→ clock|drops)/).map((text) => text.replace(/400[01]/, '400x'))).toEqual([
    'router → clock-a: 203.0.113.5.400x > 198.51.100.4.123: UDP',
    'router → clock-a: 203.0.113.5.400x > 198.51.100.4.123: UDP',
    'router drops: nat-exhausted',
    'router → clock-b: 203.0.113.5.400x > 198.51.100.8.123: UDP',
  ])
})

test('SYN flood: the answers find nobody, and a made-up connection makes room for the visitor', () => {
  expect(about(synFlood, /→ nobody/)).toHaveLength(3)
  expect(about(synFlood, /^router forgets|^visitor: /).slice(0, 2)).toEqual([
    'router forgets entry 1: early-drop',
    'visitor: connected',
  ])
})

/** What the traffic comes to with these changes; a small part of table and traffic shows the same. */
const figures = (scenario: Scenario, change: Partial<Traffic>, entries?: number): Figures => {
  const sysctl = entries && {
    'net.netfilter.nf_conntrack_max': entries,
    'net.netfilter.nf_conntrack_buckets': entries,
  }
  const nodes = scenario.nodes.map((node) => (node.id === 'router' && sysctl ? { ...node, sysctl } : node))
  const load = createLoad({ ...scenario, nodes }, { ...scenario.traffic!, ...change })
  while (!load.done) load.proceed(100_000)
  return load.figures()
}

test('table full, as traffic: early drops, then drops', () => {
  const { entries, earlyDrops, tableFull: dropped } = figures(tableFull, { flows: 1_600, rate: 160 }, 1_024)
  expect([entries, earlyDrops > 100, dropped > 20]).toEqual([1_024, true, true])
})

test('no port left, as traffic: as many conversations with one server as there are ports, and not one more', () => {
  const nodes = portsUsedUp.nodes.map((node) => ({
    ...node,
    ...(node.iptables && { iptables: node.iptables.replace(/-p udp(.*):.*/, '-p tcp$1:20000-20999') }),
  }))
  const { started, finished, failed, exhausted } = figures({ ...portsUsedUp, nodes }, { flows: 1_100 })
  expect([started, finished > 980 && finished <= 1_000, finished + failed]).toEqual([1_100, true, 1_100])
  expect(exhausted).toBeGreaterThan(failed)
})

test('SYN flood, as traffic: a table full of entries that make room for each other', () => {
  const { entries, finished, earlyDrops } = figures(synFlood, { flows: 1_600, rate: 160 }, 1_024)
  expect([entries > 1_000, finished, earlyDrops > 300]).toEqual([true, 0, true])
})
