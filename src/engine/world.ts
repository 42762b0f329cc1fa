/** The world: nodes on wires, one clock, one pair of dice, and the trace of all that happens. */
import type { Command, TimedCommand } from '../model/command'
import type { LinkSpec } from '../model/scenario'
import { SECOND, type Micros } from '../model/time'
import type { Body, TraceEvent } from '../model/trace'
import { createClock } from './clock'
import { carryOut, loadRules, originate, type Originate } from './commands'
import { newSkb } from './ip/stack'
import type { MakeSets } from './ipset/sets'
import { carry, join, type End } from './link'
import { createMachine, type Machine, type MachineSpec } from './machine'
import type { Iface } from './node'
import { createRandom } from './random'
import type { Skb } from './skb'

export interface WorldSpec {
  nodes: readonly MachineSpec[]
  links: readonly LinkSpec[]
}

export interface WorldOptions {
  /** Of every random choice; any whole number. */
  seed: number
  /** Hears every event; without it none is made. */
  say?: ((event: TraceEvent) => void) | null
  /** Makes the sets of texts that have lines of `ipset save`; without it these are refused. */
  makeSets?: MakeSets | undefined
}

/** What came out of an interface that no link names. */
export interface Tapped {
  node: string
  iface: string
  bytes: Uint8Array
}

export interface World {
  readonly machines: ReadonlyMap<string, Machine>
  now(): Micros
  /** Events said so far. */
  said(): number
  /** When something is next due; null when nothing will ever happen by itself. */
  next(): Micros | null
  /** Runs the next thing due; false when nothing is. */
  step(): boolean
  /** Runs all that is due up to and at `time`, and stands there. */
  runUntil(time: Micros): void
  /** Runs until nothing is due within `bound` of the last thing that happened: long timers stay. */
  settle(bound?: Micros): void
  /** Puts a packet on a tap. */
  inject(node: string, iface: string, bytes: Uint8Array): void
  /** The same for many: what is called with each packet, which is the world's from then on. */
  openTap(node: string, iface: string): (bytes: Uint8Array) => void
  /** What the taps gave since the last call, in order. */
  drainTaps(): Tapped[]
  originate(node: string, what: Originate): void
  /** Carries out a command now; says `refused` when it cannot. */
  command(command: Command): void
  /** Has a command carried out at its time, or right after the event before number `event` was said. */
  schedule(timed: TimedCommand): void
  /** Says an event of the world itself. */
  say(body: Body): void
  /** Event commands whose number was never reached. */
  overdue(): Command | null
  conntrackList(node: string): string[]
  saveRules(node: string, options?: { counters?: boolean }): string[]
  listRules(node: string, table: string): string[]
}

const SOON = 10_000

/** Throws RangeError on a node or link that cannot be, and on a rule set that does not parse. */
export function createWorld(spec: WorldSpec, { seed, say: hear = null, makeSets }: WorldOptions): World {
  const clock = createClock()
  const random = createRandom(seed)
  const machines = new Map<string, Machine>()
  const ends = new Map<Iface, End>()
  let tapped: Tapped[] = []
  let births = 0
  let said = 0
  let lastSaid: Micros = 0
  const awaited: { event: number; command: Command }[] = []

  const say = hear
    ? (body: Body) => {
        sayPass()
        utter(body)
      }
    : null

  function sayPass(): void {
    if (hear && clock.now() - lastSaid >= SECOND) utter({ kind: 'pass', from: lastSaid })
  }

  function utter(body: Body): void {
    lastSaid = clock.now()
    hear?.({ ...body, n: said++, t: lastSaid })
    while (awaited.length > 0 && awaited[0].event <= said) {
      const due = awaited.shift()
      if (due) sideways(due.command)
    }
  }

  /** In the middle of a packet: rules change at once, the rest waits for the packet to be through. */
  function sideways(what: Command): void {
    if (what.do === 'rules') command(what)
    else clock.at(clock.now(), () => command(what))
  }

  const surroundings = {
    say,
    now: clock.now,
    random,
    after: (delay: Micros, task: () => void) => clock.at(clock.now() + delay, task),
    birth: () => ++births,
    transmit(skb: Skb, iface: Iface, hop: number) {
      const end = ends.get(iface)
      if (end?.link) carry(end, skb, hop)
      else if (end) tap(end, skb)
    },
  }

  function tap({ stack, iface }: End, skb: Skb): void {
    if (say) {
      const from = { node: stack.id, iface: iface.name }
      const now = clock.now()
      say({ kind: 'wire', pkt: skb.id, link: `${stack.id}.${iface.name}`, from, to: null, departs: now, arrives: now })
    }
    stack.conntrack.release(skb)
    tapped.push({ node: stack.id, iface: iface.name, bytes: skb.bytes })
  }

  for (const node of spec.nodes) {
    if (machines.has(node.id)) throw new RangeError(`two nodes are called "${node.id}"`)
    const machine = createMachine(node, surroundings)
    machines.set(node.id, machine)
    for (const iface of machine.ifaces)
      ends.set(iface, { stack: machine, iface, link: null, others: [], waiting: new Map() })
    if (node.iptables !== undefined) loadRules(machine, node.iptables, node.counters ?? false, makeSets)
    // What is written down holds, whatever the rules switched on when they were loaded (`connbytes`).
    for (const [name, value] of Object.entries(node.sysctl ?? {})) machine.setSysctl(name, value)
  }
  for (const link of spec.links)
    join(
      link,
      link.ends.map((name) => endCalled(name, `link "${link.id}"`)),
    )

  /** "node.interface" */
  function endCalled(name: string, asker: string): End {
    const dot = name.indexOf('.')
    const iface = machines.get(name.slice(0, dot))?.ifaces.find((i) => i.name === name.slice(dot + 1))
    const end = iface && ends.get(iface)
    if (!end) throw new RangeError(`${asker}: there is no interface "${name}"`)
    return end
  }

  /** The machine whose conntrack entry ends before anything else happens; an entry's end comes first in its microsecond. */
  function expiring(): { machine: Machine; time: Micros } | null {
    const due = clock.next()
    let first: { machine: Machine; time: Micros } | null = null
    for (const machine of machines.values()) {
      const time = machine.conntrack.nextExpiry(first ? first.time - 1 : (due ?? Infinity))
      if (time !== null) first = { machine, time }
    }
    return first
  }

  function step(): boolean {
    const over = expiring()
    const due = over ? over.time : clock.next()
    if (due === null) return false
    clock.advance(due)
    sayPass()
    if (!over) return clock.step()
    over.machine.conntrack.expire(clock.now())
    return true
  }

  const next = (): Micros | null => expiring()?.time ?? clock.next()

  function at(node: string): Machine {
    const machine = machines.get(node)
    if (!machine) throw new RangeError(`there is no node "${node}"`)
    return machine
  }

  function command(what: Command): void {
    say?.({ kind: 'command', command: what })
    try {
      carryOut(at(what.node), what, makeSets)
    } catch (why) {
      if (!(why instanceof RangeError)) throw why
      say?.({ kind: 'refused', node: what.node, message: why.message })
    }
  }

  function openTap(node: string, name: string): (bytes: Uint8Array) => void {
    const machine = at(node)
    const { iface, link } = endCalled(`${node}.${name}`, 'tap')
    if (link || iface.index === 1) throw new RangeError(`"${node}.${name}" is no tap`)
    return (bytes) => {
      const skb = newSkb(machine, bytes)
      skb.in = iface
      say?.({ kind: 'packet', pkt: skb.id, node, bytes: bytes.slice(), by: 'person' })
      say?.({ kind: 'enter', pkt: skb.id, node, iface: name })
      machine.input(skb)
    }
  }

  return {
    machines,
    now: clock.now,
    said: () => said,
    next,
    step,
    runUntil(time) {
      for (let due = next(); due !== null && due <= time; due = next()) step()
      clock.advance(time)
    },
    settle(bound = SOON) {
      for (let due = next(); due !== null && due - clock.now() <= bound; due = next()) step()
    },
    inject: (node, name, bytes) => openTap(node, name)(bytes.slice()),
    openTap,
    drainTaps() {
      const out = tapped
      tapped = []
      return out
    },
    originate: (node, what) => originate(at(node), what),
    command,
    schedule({ when, command: what }) {
      if ('time' in when) clock.at(when.time, () => command(what))
      else {
        awaited.push({ event: when.event, command: what })
        awaited.sort((a, b) => a.event - b.event)
      }
    },
    say: (body) => say?.(body),
    overdue: () => awaited.shift()?.command ?? null,
    conntrackList: (node) => at(node).conntrack.list(),
    saveRules: (node, options = {}) => at(node).netfilter.save(options),
    listRules: (node, table) => at(node).netfilter.list(table),
  }
}
