/**
 * A bench for tests: one router with conntrack and NAT and nothing else, packets written as people write them, what
 * comes out written as tcpdump writes it.
 */
import { address, parseAddress } from '../../packet/address'
import { build } from '../../packet/build'
import { line } from '../../packet/line'
import type { PacketSpec } from '../../packet/spec'
import { SECOND } from '../../model/time'
import type { Body } from '../../model/trace'
import { type NatRange, oneAddress } from '../nat/range'
import { type Iface, NF_ACCEPT, NF_DROP, type NodeEnv, type NfVerdict } from '../node'
import { createRandom } from '../random'
import { CTINFO, type Skb, SUM } from '../skb'
import { createSysctl } from '../sysctl'
import { Conntrack } from './conntrack'

export type NatRule = (packet: { src: string; dst: string }, skb: Skb) => NfVerdict | NatRange | null

export interface LabOptions {
  sysctl?: Record<string, number>
  /** What the nat table says at PREROUTING and POSTROUTING: a range, a verdict, or null for "no rule". */
  dnat?: (skb: Skb) => NatRange | NfVerdict | null
  snat?: (skb: Skb) => NatRange | NfVerdict | null
  /** Without nat table no null bindings are made. */
  nat?: boolean
  trace?: boolean
}

const iface = (index: number, name: string, own: string, prefix: number): Iface => ({
  index,
  name,
  mtu: 1500,
  addresses: [{ address: address(own), prefix }],
})

export const LAN = iface(2, 'lan0', '192.168.1.1', 24)
export const WAN = iface(3, 'wan0', '203.0.113.5', 24)

export class Lab {
  readonly conntrack: Conntrack
  readonly said: Body[] = []
  private time = 0
  private births = 0
  private readonly options: LabOptions

  constructor(options: LabOptions = {}) {
    this.options = options
    const settings = createSysctl(
      Object.fromEntries(Object.entries(options.sysctl ?? {}).map(([k, v]) => [`net.netfilter.nf_conntrack_${k}`, v])),
    )
    const env: NodeEnv = {
      id: 'router',
      say: options.trace ? (body) => void this.said.push(body) : null,
      ifaces: [LAN, WAN],
      now: () => this.time,
      random: createRandom(1),
      sysctl: settings.get,
      routeTo: () => null,
      socketFor: () => null,
      addressType: (a) => ([LAN, WAN].some((i) => i.addresses[0].address === a) ? 'LOCAL' : 'UNICAST'),
      sourceAddress: (out) => out.addresses[0].address,
      nextHop: () => 0,
      after: () => () => {},
      icmpError: () => {},
      tcpReset: () => {},
      gather: () => true,
      sendCopy: () => {},
      setSysctl: settings.set,
      routeAgain: () => true,
      mtuTo: () => 1500,
      pathMtu: () => Infinity,
    }
    this.conntrack = new Conntrack(env)
  }

  /** Lets virtual seconds pass, ending entries on the way as the world would. */
  wait(seconds: number): void {
    const until = this.time + seconds * SECOND
    for (let due = this.conntrack.nextExpiry(); due !== null && due <= until; due = this.conntrack.nextExpiry()) {
      this.time = due
      this.conntrack.expire(due)
    }
    this.time = until
  }

  /** A packet crosses the router, from the side its source is on to the other. */
  cross(spec: PacketSpec): Uint8Array | null {
    return this.crossBytes(build(spec), spec.src.startsWith('192.168.'))
  }

  crossBytes(bytes: Uint8Array, outwards: boolean): Uint8Array | null {
    const skb: Skb = {
      id: ++this.births,
      bytes: bytes.slice(),
      in: outwards ? LAN : WAN,
      out: null,
      mark: 0,
      ct: 0,
      ctinfo: CTINFO.NONE,
      template: 0,
      gathered: null,
      options: null,
      sum: SUM.UNKNOWN,
      hop: 0,
      echo: false,
      ignoresDf: false,
      socket: 0,
    }
    const passed = this.pass(skb, outwards ? WAN : LAN)
    this.conntrack.release(skb)
    return passed ? skb.bytes : null
  }

  /** As `cross`, but as tcpdump would show what comes out; and the state in front when `-m conntrack` would say other than it. */
  see(spec: PacketSpec): string {
    const out = this.cross(spec)
    return out === null ? 'dropped' : line(out)
  }

  /** What `-m conntrack --ctstate` says of the packet in FORWARD. */
  state = ''

  get list(): string[] {
    return this.conntrack.list()
  }

  private pass(skb: Skb, out: Iface): boolean {
    const { conntrack, options } = this
    if (conntrack.trackIn(skb, 'PREROUTING') === NF_DROP) return false
    this.state = conntrack.stateOf(skb)
    const nat = options.nat ?? (options.snat !== undefined || options.dnat !== undefined)
    if (nat && conntrack.natHook(skb, 'PREROUTING', (s) => this.ask(s, 'dst')) === NF_DROP) return false
    skb.out = out
    if (nat && conntrack.natHook(skb, 'POSTROUTING', (s) => this.ask(s, 'src')) === NF_DROP) return false
    return conntrack.confirm(skb) === NF_ACCEPT
  }

  private ask(skb: Skb, manip: 'src' | 'dst'): NfVerdict {
    const said = (manip === 'src' ? this.options.snat : this.options.dnat)?.(skb) ?? null
    if (said === null) return NF_ACCEPT
    if (typeof said === 'number') return said
    const hook = manip === 'src' ? 'POSTROUTING' : 'PREROUTING'
    return this.conntrack.setupNat(skb, hook, said, manip, null, manip === 'src' ? 'SNAT' : 'DNAT')
  }
}

/** "203.0.113.5", "203.0.113.5:4000-4010", "203.0.113.5-203.0.113.9". */
export function to(text: string, more: Partial<NatRange> = {}): NatRange {
  const [addresses, ports] = text.split(':')
  const [from, last = from] = addresses.split('-')
  const range: NatRange = oneAddress(address(from))
  range.addresses!.to = parseAddress(last) ?? range.addresses!.from
  if (ports !== undefined) {
    const [low, high = low] = ports.split('-').map(Number)
    range.ports = { from: low, to: high }
  }
  return { ...range, ...more }
}

/** SNAT of what leaves towards the internet. */
export const snatTo =
  (text: string, more?: Partial<NatRange>) =>
  (skb: Skb): NatRange | null =>
    skb.out === WAN ? to(text, more) : null

export const dnatTo =
  (text: string, more?: Partial<NatRange>) =>
  (skb: Skb): NatRange | null =>
    skb.in === WAN ? to(text, more) : null
