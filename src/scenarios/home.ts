/** A home and the internet: what most scenarios share. */
import type { InterfaceSpec, LinkSpec, NodeSpec, Realm } from '../model/scenario'
import { MILLISECOND } from '../model/time'

export const realms: Realm[] = [
  {
    id: 'private',
    name: 'Private network',
    note: '192.168.1.0/24',
    kind: 'private',
    prefixes: ['192.168.1.0/24'],
  },
  { id: 'router', name: 'Router', note: 'NAT between the two', kind: 'router', prefixes: [] },
  {
    id: 'internet',
    name: 'Internet',
    note: 'what others see',
    kind: 'public',
    prefixes: ['203.0.113.0/24', '198.51.100.0/24', '192.0.2.0/24'],
  },
]

const eth0 = (address: string): InterfaceSpec[] => [{ name: 'eth0', addresses: [address] }]

/** A machine at home, with the router as its way out. */
export const atHome = (id: string, name: string, host: number, more: Partial<NodeSpec> = {}): NodeSpec => ({
  id,
  name,
  realm: 'private',
  kind: 'host',
  interfaces: eth0(`192.168.1.${host}/24`),
  routes: [{ to: 'default', via: '192.168.1.1', dev: 'eth0' }],
  ...more,
})

/** A machine out there, in 198.51.100.0/24. */
export const outside = (id: string, name: string, host: number, more: Partial<NodeSpec> = {}): NodeSpec => ({
  id,
  name,
  realm: 'internet',
  kind: 'server',
  interfaces: eth0(`198.51.100.${host}/24`),
  routes: [{ to: 'default', via: '198.51.100.1', dev: 'eth0' }],
  ...more,
})

export const laptop = atHome('laptop', 'Laptop', 10)
export const phone = atHome('phone', 'Phone', 11)
export const homeServer = atHome('home-server', 'Home server', 100, {
  kind: 'server',
  services: [{ proto: 'tcp', port: 80, app: 'http' }],
})
export const webServer = outside('server', 'Web server', 4, { services: [{ proto: 'tcp', port: 443, app: 'http' }] })
export const scanner = outside('scanner', 'Scanner', 7, { kind: 'host' })

/** Gives up on a connection soon: one SYN, and after a second one more. */
export const asksTwice = (node: NodeSpec): NodeSpec => ({
  ...node,
  sysctl: { 'net.ipv4.tcp_syn_retries': 1, 'net.ipv4.tcp_syn_linear_timeouts': 0 },
})

/** The home router: 192.168.1.1 inside, 203.0.113.5 outside. */
export const router = (iptables: string, sysctl?: NodeSpec['sysctl']): NodeSpec => ({
  id: 'router',
  name: 'Router',
  realm: 'router',
  kind: 'router',
  interfaces: [
    { name: 'lan0', addresses: ['192.168.1.1/24'] },
    { name: 'wan0', addresses: ['203.0.113.5/24'] },
  ],
  routes: [{ to: 'default', via: '203.0.113.1', dev: 'wan0' }],
  iptables,
  ...(sysctl && { sysctl }),
})

/** One wire at home and one outside; every node but the router is on eth0. */
export const wires = (inside: NodeSpec[], out: NodeSpec[]): LinkSpec[] => [
  { id: 'lan', kind: 'lan', ends: [...inside.map((n) => `${n.id}.eth0`), 'router.lan0'], latency: 0.2 * MILLISECOND },
  { id: 'wan', kind: 'internet', ends: ['router.wan0', ...out.map((n) => `${n.id}.eth0`)], latency: 10 * MILLISECOND },
]

/** A nat table as iptables-save writes it, with these rules. */
export const natTable = (...rules: string[]): string =>
  [
    '*nat',
    ':PREROUTING ACCEPT [0:0]',
    ':INPUT ACCEPT [0:0]',
    ':OUTPUT ACCEPT [0:0]',
    ':POSTROUTING ACCEPT [0:0]',
    ...rules,
    'COMMIT',
    '',
  ].join('\n')

/** A filter table that forwards what these rules accept and nothing else. */
export const filterTable = (...rules: string[]): string =>
  ['*filter', ':INPUT ACCEPT [0:0]', ':FORWARD DROP [0:0]', ':OUTPUT ACCEPT [0:0]', ...rules, 'COMMIT', ''].join('\n')

export const MASQUERADE = '-A POSTROUTING -s 192.168.1.0/24 -o wan0 -j MASQUERADE'
export const FORWARD_ESTABLISHED = '-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'
export const FORWARD_OUT = '-A FORWARD -i lan0 -o wan0 -j ACCEPT'
