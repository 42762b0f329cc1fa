/** A packet of an open connection through the whole NAT step, beside one lookup in a `Map` keyed by a string. */
import { BURST } from '../src/engine/conntrack/prefetch'
import { u16, u32 } from '../src/packet/bytes'
import { compare } from './measure'
import { count, type Line, line, ns, times } from './report'
import { open, Packets, packetOf, Router, shuffled } from './router'

const SIZES = [1_000, 65_536, 1_048_576]

/** Once round all flows, of those that a cache could hold. */
const WARM = 65_536

/** From a small table to a large one. */
const growth = (what: string, by: number): Line => line(what, times(by), '≤ 2.5×', by <= 2.5)

interface Figures {
  tcp: number
  /** The same in bursts. */
  burst: number
  udp: number
  map: number
  probes: number
}

export function established(): Line[] {
  const of = new Map(SIZES.map((flows) => [flows, measure(flows)]))
  const lines = SIZES.flatMap((flows) => {
    const { tcp, burst, udp, map } = of.get(flows)!
    const at = `${count(flows)} entries`
    const faster = (what: string, by: number): Line =>
      flows === 65_536 ? line(what, times(by), '≥ 5×', by >= 5) : line(what, times(by))
    return [
      line(`NAT step of an open TCP connection, ${at}`, ns(tcp)),
      line(`the same in bursts of ${BURST}, as traffic comes`, ns(burst)),
      line(`the same one by one, UDP`, ns(udp)),
      line(`one lookup in a \`Map\` by template string, both directions in it, ${at}`, ns(map)),
      faster('the step is faster than the lookup', map / tcp),
      faster('in bursts', map / burst),
    ]
  })
  const [few, many] = [of.get(1_000)!, of.get(65_536)!]
  const probes = SIZES.map((flows) => of.get(flows)!.probes)
  return [
    ...lines,
    growth('NAT step, 65,536 entries against 1,000', many.tcp / few.tcp),
    growth('in bursts', many.burst / few.burst),
    line(
      `mean probes of a hit, ${SIZES.map(count).join(' / ')}`,
      probes.map((p) => p.toFixed(2)).join(' / '),
      '≤ 1.6, equal',
      Math.max(...probes) <= 1.6 && Math.max(...probes) - Math.min(...probes) < 0.1,
    ),
  ]
}

/** Half of the packets go each way; flows come in random order. Times are without the copying in, measured as an arm of its own. */
function measure(flows: number): Figures {
  const order = shuffled(flows)
  const tcp = prepare('tcp', flows, order)
  const udp = prepare('udp', flows, order)
  const found = lookups(tcp.packets, order)
  const arms = [
    walk(tcp.packets, flows, () => true),
    walk(tcp.packets, flows, tcp.cross),
    walk(udp.packets, flows, udp.cross),
    walk(tcp.packets, flows, found),
    walkBursts(
      tcp.packets,
      flows,
      () => {},
      () => true,
    ),
    walkBursts(tcp.packets, flows, (burst) => tcp.router.conntrack.prefetch(burst), tcp.cross),
  ]
  const [idle, ofTcp, ofUdp, map, idleBursts, ofBursts] = compare(arms, Math.min(flows, WARM))
  const probes = tcp.router.conntrack.table.index.meanProbes()
  return { tcp: ofTcp - idle, burst: ofBursts - idleBursts, udp: ofUdp - idle, map: map - idle, probes }
}

type Cross = (bytes: Uint8Array) => boolean

/** Goes round the packets. */
export function walk(packets: Packets, flows: number, cross: Cross): (times: number) => void {
  let place = 0
  return (times) => {
    for (let n = 0; n < times; n++) {
      if (++place >= flows) place = 0
      if (!cross(packets.takeSegment(place, n))) throw new Error(`packet ${place} was not translated`)
    }
  }
}

/** The same in bursts, `expect` called before each. */
function walkBursts(
  packets: Packets,
  flows: number,
  expect: (burst: readonly Uint8Array[]) => void,
  cross: Cross,
): (times: number) => void {
  let place = 0
  return (times) => {
    for (let n = 0; n < times; n += BURST) {
      if (place + BURST > flows) place = 0
      const burst = packets.takeBurst(place, n)
      place += BURST
      expect(burst)
      for (let k = 0; k < BURST; k++) if (!cross(burst[k])) throw new Error(`packet ${place} was not translated`)
    }
  }
}

/** A router with `flows` open connections, and a packet of each, in the order given. */
export function prepare(proto: 'tcp' | 'udp', flows: number, order: Uint32Array) {
  const router = new Router()
  for (let i = 0; i < flows; i++) open(router, proto, i)
  // Old enough that UDP's are streams.
  router.time = 5_000_000
  const packets = new Packets(flows)
  for (const i of order) packets.put(packetOf(proto, i, i & 1 ? 'ack' : 'answer'))
  const cross: Cross = (bytes) => {
    router.time++
    return router.cross(bytes)
  }
  return { router, packets, cross }
}

/** What one would write first: each direction of a connection under its text, as conntrack has both in its index. */
function lookups(packets: Packets, order: Uint32Array): Cross {
  const map = new Map<string, { flow: number }>()
  order.forEach((flow, place) => {
    const entry = { flow }
    map.set(keyOf(packets.take(place)), entry)
    map.set(keyOf(packetOf('tcp', flow, flow & 1 ? 'answer' : 'ack')), entry)
  })
  return (bytes) => map.get(keyOf(bytes)) !== undefined
}

const keyOf = (b: Uint8Array): string => `${b[9]}:${u32(b, 12)}:${u16(b, 20)}-${u32(b, 16)}:${u16(b, 22)}`
