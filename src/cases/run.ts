/** Plays a case's steps on the engine and writes down what a recorder would see. */
import { exec } from '../engine/commands/exec'
import { makeSets } from '../engine/ipset/restore'
import { createWorld, type World } from '../engine/world'
import { MILLISECOND, SECOND, type Micros } from '../model/time'
import type { TraceEvent } from '../model/trace'
import { build } from '../packet/build'
import { parse } from '../packet/parse'
import type { PacketSpec } from '../packet/spec'
import { answerTo } from './answer'
import type { Case, Emitted, Observed, Step } from './format'
import { refuseUnmodelled } from './modelled'
import { worldOf } from './world'

export interface RunOptions {
  /** Of the engine's random choices; any whole number. */
  seed?: number
  say?: (event: TraceEvent) => void
  /** Called before step number `i`, counted from 0. */
  step?: (i: number) => void
  observed?: (o: Observed) => void
}

/** How long the recorder listens after each packet it sends, on a machine that is never busy. */
const LISTEN = 12 * MILLISECOND

/**
 * One observation a step. Throws NotModelled, or whatever the engine says against the nodes
 * (a rule set that does not parse, an unknown sysctl).
 */
export function runCase(c: Case, { seed = 0, say, step: before, observed: after }: RunOptions = {}): Observed[] {
  refuseUnmodelled(c)
  const player = new Player(createWorld(worldOf(c), { seed, say, makeSets }))
  return c.steps.map((step, i) => {
    before?.(i)
    const seen = player.play(step, c.observed?.[i]?.at)
    after?.(seen)
    return seen
  })
}

class Player {
  /** Everything that came out of a tap so far: what `answer` counts. */
  private readonly emitted: Emitted[] = []
  /** When the step is over, where the recorder said so: a busy machine took longer than `LISTEN`. */
  private end: Micros | null = null
  constructor(private readonly world: World) {}

  play(step: Step, at: Observed['at']): Observed {
    this.end = at ? Math.round(at[1] * SECOND) : null
    if (at) this.world.runUntil(Math.round(at[0] * SECOND))
    if ('send' in step) return this.inject(step.send, step.packet)
    if ('answer' in step) return this.answer(step)
    if ('originate' in step) {
      this.world.originate(step.originate, step)
      return this.listen(LISTEN)
    }
    if ('wait' in step) return this.listen(Math.round(step.wait * SECOND) + LISTEN)
    if ('conntrack' in step) return { conntrack: this.world.conntrackList(step.conntrack) }
    if ('counters' in step) return { counters: this.counters(step.counters) }
    if ('list' in step) return { list: this.world.listRules(step.list, step.table ?? 'nat') }
    return { output: exec(this.world, step.exec, step.command).stdout }
  }

  private answer(step: Extract<Step, { answer: number }>): Observed {
    const to = this.emitted[step.answer]
    // The kernel emitted it and the engine did not: an earlier step shows where they parted.
    if (!to) return { emitted: [], unanswered: `packet ${step.answer} was never emitted` }
    const sent = answerTo(to.packet, step)
    return { sent, ...this.inject(step.on ?? to.on, sent) }
  }

  private inject(tap: string, packet: PacketSpec): Observed {
    const dot = tap.indexOf('.')
    this.world.inject(tap.slice(0, dot), tap.slice(dot + 1), build(packet))
    return this.listen(LISTEN)
  }

  private listen(time: number): Observed {
    this.world.runUntil(this.end ?? this.world.now() + time)
    const emitted = this.world
      .drainTaps()
      .map(({ node, iface, bytes }) => ({ on: `${node}.${iface}`, packet: parse(bytes) }))
    this.emitted.push(...emitted)
    return { emitted }
  }

  /** Without the comments, which hold the date. */
  private counters(node: string): string[] {
    return this.world.saveRules(node, { counters: true }).filter((line) => !line.startsWith('#'))
  }
}
