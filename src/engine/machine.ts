/** One node: its settings, interfaces, stack, rules, conntrack and programs, wired together. */
import { parsePrefix } from '../packet/address'
import * as ipv4 from '../packet/ipv4'
import type { NodeSpec } from '../model/scenario'
import type { Micros } from '../model/time'
import type { Say } from '../model/trace'
import { createSockets, type SocketTable } from './app/sockets'
import { serve } from './app/services'
import { createConntrack } from './conntrack/conntrack'
import { icmpError } from './ip/icmp-error'
import { input } from './ip/input'
import { mtuTo, routeAgain, sendCopy } from './ip/output'
import { PathMtus } from './ip/path-mtu'
import { Rations } from './ip/rations'
import { createReassembler } from './ip/reassembly'
import { rejectSegment } from './ip/reset'
import { createRoutes } from './ip/route'
import { Settings } from './ip/settings'
import type { Outside, Stack } from './ip/stack'
import { createNetfilter } from './netfilter/netfilter'
import type { Iface } from './node'
import { createSysctl } from './sysctl'

/** What the engine needs to know of a node; names and panes are for the page. */
export interface MachineSpec extends Omit<NodeSpec, 'name' | 'realm' | 'kind'> {
  kind?: NodeSpec['kind']
  /** Take the counters of the `iptables` text too (`iptables-restore -c`). */
  counters?: boolean
}

/** What the world lends to each of its machines. */
export interface Surroundings extends Outside {
  readonly say: Say | null
  now(): Micros
  random(): number
  after(delay: Micros, task: () => void): () => void
}

export interface Machine extends Stack {
  readonly sockets: SocketTable
  setSysctl(name: string, value: number | string): void
  /** Every setting there is, in no order. */
  sysctlNames(): string[]
  hasSysctl(name: string): boolean
}

/** Nothing that anybody set. */
const COUNT = 'net.netfilter.nf_conntrack_count'

const LOOPBACK = { name: 'lo', addresses: ['127.0.0.1/8'], mtu: 65536 }

/** Throws RangeError, naming the node, on an address, a route or a setting that cannot be. */
export function createMachine(spec: MachineSpec, world: Surroundings): Machine {
  const ifaces = interfacesOf(spec)
  const routes = createRoutes(ifaces, spec.routes ?? [])
  const forwards = spec.forward ?? spec.kind === 'router'
  const values = { 'net.ipv4.ip_forward': forwards ? 1 : 0, ...spec.sysctl }
  const sysctl = createSysctl(
    values,
    ifaces.map(({ name }) => name),
  )

  const env = {
    id: spec.id,
    say: world.say,
    ifaces,
    outside: world,
    routes,
    settings: new Settings(sysctl.get, ifaces),
    rations: new Rations(world.now, sysctl.get),
    pathMtus: new PathMtus(world.now, sysctl.get),
    now: world.now,
    random: world.random,
    after: world.after,
    sysctl: sysctl.get,
    sysctlText: (name) => (name === COUNT ? String(machine.conntrack.count) : sysctl.text(name)),
    sysctlNames: sysctl.names,
    hasSysctl: sysctl.has,
    setSysctl(name: string, value: number | string) {
      sysctl.set(name, value)
      machine.settings.reload()
      machine.conntrack.sysctlChanged()
    },
    addressType: routes.addressType,
    sourceAddress: routes.sourceAddress,
    routeTo: routes.lookup,
    socketFor: (ends) => machine.sockets.holder(ends),
    nextHop(skb) {
      if (skb.hop !== 0) return skb.hop
      const dst = ipv4.dst(skb.bytes)
      return routes.lookup(dst)?.via || dst
    },
    mtuTo: (a) => mtuTo(machine, a),
    pathMtu: (a) => machine.pathMtus.to(a),
    icmpError: (skb, type, code, rest) => icmpError(machine, skb, type, code, rest),
    tcpReset: (skb) => rejectSegment(machine, skb),
    input: (skb, looped = false) => input(machine, skb, looped),
    gather: (skb) => machine.reassembler.add(skb),
    sendCopy: (about, bytes, gateway, oif) => sendCopy(machine, about, bytes, gateway, oif),
    routeAgain: (skb) => routeAgain(machine, skb),
  } satisfies Partial<Machine> as Omit<Machine, 'netfilter' | 'conntrack' | 'sockets' | 'reassembler'>

  // The parts know the machine and the machine knows its parts: they are hung in after it stands.
  const machine = env as Machine
  const conntrack = createConntrack(machine)
  Object.assign(machine, {
    conntrack,
    netfilter: createNetfilter(machine, conntrack),
    sockets: createSockets(machine),
    reassembler: createReassembler(machine),
  })
  for (const service of spec.services ?? []) serve(machine, machine.sockets, service)
  return machine
}

function interfacesOf(spec: MachineSpec): Iface[] {
  const own = spec.interfaces.filter(({ name }) => name !== 'lo')
  const more = spec.interfaces.find(({ name }) => name === 'lo')?.addresses ?? []
  const lo = { ...LOOPBACK, addresses: [...new Set([...LOOPBACK.addresses, ...more])] }
  return [lo, ...own].map(({ name, addresses, mtu = 1500 }, i) => ({
    index: i + 1,
    name,
    mtu,
    addresses: addresses.map(place),
  }))

  function place(text: string) {
    const prefix = parsePrefix(text)
    if (!prefix) throw new RangeError(`node "${spec.id}": "${text}" is not an address with a prefix length`)
    return { address: prefix.address, prefix: prefix.bits }
  }
}
