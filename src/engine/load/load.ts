/** Drives traffic through one router: begins conversations, carries their packets, counts what becomes of them. */
import { address } from '../../packet/address'
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import { u16 } from '../../packet/bytes'
import type { Rows } from '../../model/rows'
import type { Scenario } from '../../model/scenario'
import { MILLISECOND, SECOND, type Micros } from '../../model/time'
import { type Figures, type Sample, SAMPLES, type Traffic } from '../../model/traffic'
import { BURST } from '../conntrack/prefetch'
import { createRandom } from '../random'
import { createWorld, type WorldOptions } from '../world'
import { Agenda } from './agenda'
import { check, drawn } from './asked'
import { packetOf, packetsOf, stepsOf, type Ends } from './conversation'
import { snapshot } from './snapshot'
import { ARRIVES, AT_ROUTER, partsOf, SILENT, thing } from './thing'

export interface Load {
  readonly done: boolean
  /** Goes on until about so many more packets came to the router. */
  proceed(packets: number): void
  figures(): Figures
  rows(): Rows
  /** Samples taken since the last call. */
  samples(): Sample[]
}

/** One way between a host and the router on the inner side. */
const INNER: Micros = MILLISECOND
/** Who hears nothing asks again after 1 s, 2 s, 4 s, and gives up. */
const FIRST_RETRY = SECOND
const TRIES = 4

/** Ports are counted up from here, and there are so many of them. */
const FIRST_PORT = 1024
const PORTS = 0x10000 - FIRST_PORT

/** Throws RangeError, with words, on traffic that cannot be. */
export function createLoad(
  scenario: Pick<Scenario, 'nodes' | 'seed'>,
  traffic: Traffic,
  makeSets?: WorldOptions['makeSets'],
): Load {
  check(scenario, traffic)
  const router = scenario.nodes.find(({ id }) => id === traffic.node)!
  const world = createWorld({ nodes: [router], links: [] }, { seed: scenario.seed, makeSets })
  const { conntrack } = world.machines.get(traffic.node)!
  const taps = {
    inside: world.openTap(traffic.node, traffic.inside),
    outside: world.openTap(traffic.node, traffic.outside),
  }
  const dice = createRandom(scenario.seed)
  const chance = (share: number): boolean => share > 0 && dice() < share * 2 ** 32
  const agenda = new Agenda()
  const first = address(traffic.first)
  const servers = address(traffic.to)
  const protos = drawn(traffic.mix)

  const { flows } = traffic
  const step = new Uint8Array(flows)
  const came = new Uint8Array(flows)
  const tries = new Uint8Array(flows)
  const over = new Uint8Array(flows)
  const moved = new Float64Array(flows)
  /** The conversation as who was asked sees it: whom he thinks he talks to, and as whom. */
  const seen = {
    src: new Uint32Array(flows),
    dst: new Uint32Array(flows),
    sport: new Uint16Array(flows),
    dport: new Uint16Array(flows),
  }

  const count = {
    started: 0,
    finished: 0,
    failed: 0,
    packets: 0,
    forwarded: 0,
    lost: 0,
    tableFull: 0,
    exhausted: 0,
    dropped: 0,
  }
  const burst: Uint8Array[] = []
  const burstOf: number[] = []
  let now: Micros = 0
  let taken: Sample[] = []
  const pause = Math.max(MILLISECOND, ((flows / traffic.rate) * SECOND) / SAMPLES)
  let nextSample: Micros = 0

  const protoOf = (flow: number): number => protos[flow % protos.length]
  /** Even steps are said by who began. */
  const isOutside = (at: number): boolean => (at % 2 === 0) === (traffic.from === 'outside')

  function endsOf(flow: number, at: number): Ends {
    if (at % 2 === 1)
      return { src: seen.dst[flow], sport: seen.dport[flow], dst: seen.src[flow], dport: seen.sport[flow] }
    return {
      src: first + (flow % traffic.hosts),
      sport: FIRST_PORT + (Math.floor(flow / traffic.hosts) % PORTS),
      dst: servers + (flow % traffic.servers),
      dport: traffic.dport,
    }
  }

  function say(flow: number): void {
    const at = step[flow]
    const packets = packetsOf(protoOf(flow), at, traffic)
    for (let i = 0; i < packets; i++) travel(flow, at, i, AT_ROUTER, isOutside(at))
  }

  /** Over the outer line, where packets get lost and overtake each other, or over the inner one. */
  function travel(flow: number, at: number, index: number, what: number, outer: boolean): void {
    if (outer && chance(traffic.loss)) {
      count.lost++
      return
    }
    const extra = outer && traffic.jitter > 0 ? Math.floor((dice() / 2 ** 32) * traffic.jitter) : 0
    agenda.add(now, outer ? traffic.latency + extra : INNER, thing(flow, at, index, what))
  }

  /** The packets that come to the router in one millisecond, in bursts as a network card hands them over. */
  function approach(flow: number, at: number, index: number): void {
    burst.push(packetOf(protoOf(flow), at, index, endsOf(flow, at), traffic))
    burstOf.push(thing(flow, at, index, AT_ROUTER))
    if (burst.length === BURST) handOver()
  }

  function handOver(): void {
    conntrack.prefetch(burst)
    burst.forEach((bytes, i) => cross(burstOf[i], bytes))
    burst.length = burstOf.length = 0
  }

  function cross(it: number, bytes: Uint8Array): void {
    const { flow, at, index } = partsOf(it)
    const outer = isOutside(at)
    count.packets++
    conntrack.dropReason = 'rule'
    const tap = outer ? taps.outside : taps.inside
    tap(bytes)
    const other = outer ? traffic.inside : traffic.outside
    const out = world.drainTaps().find(({ iface }) => iface === other)
    if (!out) return refused()
    count.forwarded++
    if (at % 2 === 0) note(flow, out.bytes)
    travel(flow, at, index, ARRIVES, !outer)
  }

  function refused(): void {
    if (conntrack.dropReason === 'table-full') count.tableFull++
    else if (conntrack.dropReason === 'nat-exhausted') count.exhausted++
    else count.dropped++
  }

  function note(flow: number, bytes: Uint8Array): void {
    const body = ipv4.payloadAt(bytes)
    const icmp = ipv4.proto(bytes) === PROTO.ICMP
    seen.src[flow] = ipv4.src(bytes)
    seen.dst[flow] = ipv4.dst(bytes)
    // An echo's identifier is both its ports, to conntrack as to us.
    seen.sport[flow] = u16(bytes, icmp ? body + 4 : body)
    seen.dport[flow] = icmp ? seen.sport[flow] : u16(bytes, body + 2)
  }

  function arrive(flow: number, at: number, index: number): void {
    if (over[flow] || at !== step[flow]) return
    came[flow] |= 1 << index
    if (came[flow] !== (1 << packetsOf(protoOf(flow), at, traffic)) - 1) return
    came[flow] = tries[flow] = 0
    moved[flow] = now
    step[flow] = at + 1
    if (at + 1 === stepsOf(protoOf(flow), traffic)) {
      over[flow] = 1
      count.finished++
    } else if (!(traffic.silent && (at + 1) % 2 === 0)) say(flow)
  }

  /** Once for each conversation at a time; moves on with it. */
  function listen(flow: number): void {
    if (over[flow]) return
    const patience = FIRST_RETRY * 2 ** tries[flow]
    if (now - moved[flow] < patience) return agenda.add(now, moved[flow] + patience - now, thing(flow, 0, 0, SILENT))
    if (traffic.silent || ++tries[flow] === TRIES) {
      over[flow] = 1
      if (!traffic.silent) count.failed++
      return
    }
    moved[flow] = now
    say(flow)
    listen(flow)
  }

  function begin(flow: number): void {
    count.started++
    moved[flow] = now
    say(flow)
    listen(flow)
  }

  function act(it: number): void {
    const { flow, at, index, what } = partsOf(it)
    if (what === AT_ROUTER) approach(flow, at, index)
    else if (what === ARRIVES) arrive(flow, at, index)
    else listen(flow)
  }

  function tick(): void {
    now += MILLISECOND
    world.runUntil(now)
    agenda.run(now, act)
    handOver()
    const due = Math.min(flows, Math.ceil((now / SECOND) * traffic.rate))
    for (let flow = count.started; flow < due; flow++) begin(flow)
    if (now >= nextSample) {
      const { t, entries, max, tableFull, exhausted, earlyDrops } = figures()
      taken.push({ t, entries, max, tableFull, exhausted, earlyDrops })
      nextSample = now + pause
    }
  }

  const isDone = (): boolean => count.started === flows && agenda.size === 0

  function figures(): Figures {
    const { stats, settings } = conntrack
    return { ...count, t: now, earlyDrops: stats.early_drop, entries: conntrack.count, max: settings.max }
  }

  return {
    get done() {
      return isDone()
    },
    proceed(packets) {
      const enough = count.packets + packets
      while (!isDone() && count.packets < enough) tick()
    },
    figures,
    rows: () => snapshot(conntrack),
    samples() {
      const fresh = taken
      taken = []
      return fresh
    },
  }
}
