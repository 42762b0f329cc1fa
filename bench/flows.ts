/** Connections come: the cost of a new one, and of finding it a port when most are taken. */
import { address } from '../src/packet/address'
import { makeIpv4 } from '../src/packet/ipv4'
import { PROTO } from '../src/packet/protocol'
import { makeUdp } from '../src/packet/udp'
import { kill } from '../src/engine/conntrack/lifetime'
import { eachTurn, median } from './measure'
import { type Line, line, ns, times } from './report'
import { packetOf, Router, serverOf, shuffled, sourceOf } from './router'

/** Linux 6.18, an entry made: the figure that was taken on the kind of machine this is meant for. */
const LINUX_NEW = 2514
const TURNS = 9
const NEW = 40_000

export function flows(): Line[] {
  const fresh = newFlow()
  const [few, most, none] = [0.01, 0.99, 1].map(choosing)
  return [
    line('a new flow: entry, binding, both indexes', ns(fresh), `≤ ${ns(LINUX_NEW / 2)}`, fresh <= LINUX_NEW / 2),
    line('a new flow that must search its port, 1% of ports taken', ns(few.ns)),
    line('the same, 99% taken', ns(most.ns)),
    line('99% against 1%', times(most.ns / few.ns), '≤ 10×', most.ns <= 10 * few.ns),
    line(
      'all ports taken: refused, nothing left behind',
      `${ns(none.ns)}, ${none.passed} passed`,
      '0 passed',
      none.passed === 0 && none.left === 0,
    ),
  ]
}

export function newFlow(): number {
  const packets = Array.from({ length: NEW }, (_, i) => packetOf('udp', i, 'syn'))
  const turns = eachTurn(TURNS, () => {
    const router = new Router()
    const [first, second] = [packets, packets].map((all) => all.map((p) => p.slice()))
    const cross = (all: readonly Uint8Array[]) => {
      for (const packet of all) if (!router.cross(packet)) throw new Error('refused')
    }
    // The table has its size by then, as one that has been at work for a while.
    cross(first)
    router.time += 60e6
    router.conntrack.expire(router.time)
    return () => cross(second)
  })
  return (median(turns) * 1e6) / NEW
}

const BAND = { from: 1024, to: 65535 }
const PORTS = BAND.to - BAND.from + 1
const ASKED = 2_000

/** `taken` is the share of ports towards one server that are; the rule says to search from a random one. */
function choosing(taken: number): { ns: number; passed: number; left: number } {
  const order = shuffled(PORTS)
  let passed = 0
  let left = 0
  const turns = eachTurn(TURNS, () => {
    const router = new Router()
    router.range = { ...router.range, ports: { ...BAND } }
    for (let i = 0; i < Math.round(PORTS * taken); i++) router.cross(datagram(sourceOf(i), BAND.from + order[i]))
    const { conntrack } = router
    router.range = { ...router.range, random: true }
    const before = conntrack.count
    const packets = Array.from({ length: ASKED }, (_, i) => datagram(address('10.200.0.1') + i, 5_000))
    // Each goes again at once, so that the share stays what it is.
    return () => {
      for (const packet of packets) {
        router.time++
        if (!router.cross(packet)) continue
        passed++
        kill(conntrack, router.entry, 'deleted')
      }
      left += conntrack.count - before
    }
  })
  return { ns: (median(turns) * 1e6) / ASKED, passed, left }
}

const datagram = (src: number, sport: number): Uint8Array =>
  makeIpv4(
    { src, dst: serverOf(0), proto: PROTO.UDP },
    makeUdp({ sport, dport: 53 }, new Uint8Array(12), src, serverOf(0)),
  )
