/** A packet of an open connection through the whole NAT step, beside one lookup in a `Map` keyed by a string. */
import { u16, u32 } from '../src/packet/bytes'
import { compare } from './measure'
import { count, type Line, line, ns, times } from './report'
import { open, Packets, packetOf, Router, shuffled } from './router'

const SIZES = [1_000, 65_536, 1_048_576]

/** Once round all flows, of those that a cache could hold. */
const WARM = 65_536

interface Figures {
  tcp: number
  udp: number
  map: number
  probes: number
}

export function established(): Line[] {
  const of = new Map(SIZES.map((flows) => [flows, measure(flows)]))
  const lines = SIZES.flatMap((flows) => {
    const { tcp, udp, map } = of.get(flows)!
    const at = `${count(flows)} entries`
    const faster = map / tcp
    return [
      line(`NAT step of an open TCP connection, ${at}`, ns(tcp)),
      line(`the same, UDP`, ns(udp)),
      line(`one lookup in a \`Map\` by template string, both directions in it, ${at}`, ns(map)),
      flows === 65_536
        ? line('the step is faster than the lookup', times(faster), '≥ 5×', faster >= 5)
        : line('the step is faster than the lookup', times(faster)),
    ]
  })
  const growth = of.get(65_536)!.tcp / of.get(1_000)!.tcp
  const probes = SIZES.map((flows) => of.get(flows)!.probes)
  return [
    ...lines,
    line('NAT step, 65,536 entries against 1,000', times(growth), '≤ 2.5×', growth <= 2.5),
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
  ]
  const [idle, ofTcp, ofUdp, map] = compare(arms, Math.min(flows, WARM))
  const probes = tcp.router.conntrack.table.index.meanProbes()
  return { tcp: ofTcp - idle, udp: ofUdp - idle, map: map - idle, probes }
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
