/** A NAT router with nothing around it: conntrack, NAT and a rule that says SNAT, the packets of as many flows as one likes. */
import { address } from '../src/packet/address'
import { setU16 } from '../src/packet/bytes'
import { makeIpv4 } from '../src/packet/ipv4'
import { PROTO } from '../src/packet/protocol'
import { FLAG, makeTcp } from '../src/packet/tcp'
import { makeUdp } from '../src/packet/udp'
import { Conntrack } from '../src/engine/conntrack/conntrack'
import { BURST } from '../src/engine/conntrack/prefetch'
import { type Iface, NF_ACCEPT, NF_DROP, type NodeEnv } from '../src/engine/node'
import { oneAddress, type NatRange } from '../src/engine/nat/range'
import { CTINFO, type Skb } from '../src/engine/skb'
import { createSysctl } from '../src/engine/sysctl'
import type { Body } from '../src/model/trace'

export const PUBLIC = address('203.0.113.5')
const LAN: Iface = { index: 2, name: 'lan0', mtu: 1500, addresses: [{ address: address('10.0.0.1'), prefix: 8 }] }
const WAN: Iface = { index: 3, name: 'wan0', mtu: 1500, addresses: [{ address: PUBLIC, prefix: 24 }] }

/** xorshift32: fast, and the same each time. */
export function createDice(seed = 1): () => number {
  let x = seed
  return () => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return x >>> 0
  }
}

export class Router {
  readonly conntrack: Conntrack
  /** µs. */
  time = 0
  range: NatRange = oneAddress(PUBLIC)
  /** The last packet's. */
  entry = 0
  private readonly skb: Skb

  constructor(say: ((body: Body) => void) | null = null, settings: Record<string, number> = {}) {
    const sysctl = createSysctl({ 'net.netfilter.nf_conntrack_max': 4_194_304, ...settings })
    const env: NodeEnv = {
      id: 'router',
      say,
      ifaces: [LAN, WAN],
      now: () => this.time,
      random: createDice(7),
      sysctl: sysctl.get,
      routeTo: () => null,
      socketFor: () => null,
      mtuTo: () => 1500,
      pathMtu: () => Infinity,
      addressType: () => 'UNICAST',
      sourceAddress: (out) => out.addresses[0].address,
      nextHop: () => 0,
      after: () => () => {},
      icmpError: () => {},
      tcpReset: () => {},
      gather: () => true,
      setSysctl: sysctl.set,
      sendCopy: () => {},
      routeAgain: () => true,
    }
    this.conntrack = new Conntrack(env)
    this.skb = {
      id: 1,
      bytes: new Uint8Array(),
      in: LAN,
      out: null,
      mark: 0,
      ct: 0,
      ctinfo: CTINFO.NONE,
      socket: 0,
      template: 0,
      gathered: null,
      options: null,
      sum: 0,
      hop: 0,
      echo: false,
      ignoresDf: false,
    }
  }

  /** The whole NAT step: conntrack, the nat hooks on both sides of routing, confirmation. False when dropped. */
  readonly cross = (bytes: Uint8Array): boolean => {
    const { conntrack, skb } = this
    skb.bytes = bytes
    skb.in = LAN
    skb.out = null
    const passed = this.hooks(skb)
    this.entry = skb.ct
    conntrack.release(skb)
    return passed
  }

  private hooks(skb: Skb): boolean {
    const { conntrack } = this
    if (conntrack.trackIn(skb, 'PREROUTING') === NF_DROP) return false
    if (conntrack.natHook(skb, 'PREROUTING', acceptAll) === NF_DROP) return false
    skb.out = WAN
    if (conntrack.natHook(skb, 'POSTROUTING', this.snat) === NF_DROP) return false
    return conntrack.confirm(skb, 'POSTROUTING') === NF_ACCEPT
  }

  private readonly snat = (skb: Skb) => this.conntrack.setupNat(skb, 'POSTROUTING', this.range, 'src', null, 'SNAT')
}

const acceptAll = (): typeof NF_ACCEPT => NF_ACCEPT

/** Flow i of many: 60,000 ports towards each server, so that every flow keeps its own. */
const PORTS = 60_000
const FIRST_CLIENT = address('10.0.0.2')
const FIRST_SERVER = address('198.51.100.1')
export const sourceOf = (i: number): number => FIRST_CLIENT + (i % 250_007)
export const sportOf = (i: number): number => 1024 + (i % PORTS)
export const serverOf = (i: number): number => FIRST_SERVER + Math.floor(i / PORTS)

export const PACKET = 40
const WINDOW = 34
const URGENT = 38

/** Packets of `proto` in one row of `PACKET` bytes each; `kind` says which of a flow's. */
export class Packets {
  readonly bytes: Uint8Array
  private readonly words: Uint32Array
  private readonly work = new Uint8Array(PACKET)
  private readonly workWords = new Uint32Array(this.work.buffer)
  private readonly ring = Array.from({ length: BURST }, () => new Uint8Array(PACKET))
  private readonly ringWords = this.ring.map(({ buffer }) => new Uint32Array(buffer))
  private count = 0

  constructor(many: number) {
    this.bytes = new Uint8Array(many * PACKET)
    this.words = new Uint32Array(this.bytes.buffer)
  }

  put(packet: Uint8Array): void {
    this.bytes.set(packet, PACKET * this.count++)
  }

  /** Copies packet i where a card would have put it, as from a wire: the same bytes object each time. */
  take(i: number): Uint8Array {
    const { words, workWords } = this
    const from = (i * PACKET) / 4
    for (let k = 0; k < PACKET / 4; k++) workWords[k] = words[from + k]
    return this.work
  }

  /** The same with another window, so that no segment repeats the last one; the urgent pointer balances the checksum. */
  takeSegment(i: number, turn: number): Uint8Array {
    const b = this.take(i)
    anotherWindow(b, turn)
    return b
  }

  /** `BURST` packets from i, likewise. */
  takeBurst(i: number, turn: number): readonly Uint8Array[] {
    const { words, ring, ringWords } = this
    for (let k = 0; k < BURST; k++) {
      const from = ((i + k) * PACKET) / 4
      const to = ringWords[k]
      for (let w = 0; w < PACKET / 4; w++) to[w] = words[from + w]
      anotherWindow(ring[k], turn + k)
    }
    return ring
  }
}

function anotherWindow(b: Uint8Array, turn: number): void {
  const window = 0x8000 | (turn & 0x7fff)
  setU16(b, WINDOW, window)
  setU16(b, URGENT, 0xffff - window)
}

export type Segment = 'syn' | 'synack' | 'ack' | 'answer'

/** A packet of flow i as the router meets it: 40 bytes, from the client or, `synack` and `answer`, from the server. */
export function packetOf(proto: 'tcp' | 'udp', i: number, segment: Segment): Uint8Array {
  const reply = segment === 'synack' || segment === 'answer'
  const client = reply ? PUBLIC : sourceOf(i)
  const [src, dst] = reply ? [serverOf(i), client] : [client, serverOf(i)]
  const ports = reply ? { sport: 443, dport: sportOf(i) } : { sport: sportOf(i), dport: 443 }
  if (proto === 'udp') return makeIpv4({ src, dst, proto: PROTO.UDP }, makeUdp(ports, new Uint8Array(12), src, dst))
  const flags = (segment === 'syn' || segment === 'synack' ? FLAG.SYN : 0) | (segment === 'syn' ? 0 : FLAG.ACK)
  const [mine, theirs] = reply ? [9000, 1000] : [1000, 9000]
  const seq = mine + (flags & FLAG.SYN ? 0 : 1)
  const ack = segment === 'syn' ? 0 : theirs + 1
  return makeIpv4(
    { src, dst, proto: PROTO.TCP },
    makeTcp({ ...ports, seq, ack, flags, window: 0xffff }, NOTHING, src, dst),
  )
}

const NOTHING = new Uint8Array()

/** Opens flow i. */
export function open(router: Router, proto: 'tcp' | 'udp', i: number): void {
  router.cross(packetOf(proto, i, 'syn'))
  router.cross(packetOf(proto, i, 'synack'))
  if (proto === 'tcp') router.cross(packetOf(proto, i, 'ack'))
}

/** The numbers below `many`, shuffled. */
export function shuffled(many: number): Uint32Array {
  const order = Uint32Array.from({ length: many }, (_, i) => i)
  const dice = createDice(3)
  for (let i = many - 1; i > 0; i--) {
    const j = dice() % (i + 1)
    const was = order[i]
    order[i] = order[j]
    order[j] = was
  }
  return order
}
