/** What the shells of all nodes share, as network namespaces of one machine do: files, and programs that go on. */
import type { Micros } from '../../model/time'
import type { Machine } from '../machine'
import type { Emit, Running, Stop } from './running'

interface Job {
  pid: number
  names: readonly string[]
  /** When it ends by itself; null: never. */
  ends: Micros | null
  stop: Stop
}

export class Desk {
  /** Lines of each, by path. */
  readonly files = new Map<string, string[]>()
  /** Until when somebody holds the outputs of the command that runs. */
  held: Micros = 0
  private jobs: Job[] = []
  /** Of the program that was started last; 0 before the first. */
  lastPid = 0

  /** Begins a program, or something that is over already, and goes on; it ends by itself when its time is up. */
  begin(machine: Machine, { names, lasts, start, holds }: Running, emit: Emit): void {
    const job = {
      pid: (this.lastPid += 2),
      names,
      ends: lasts === null ? null : machine.now() + lasts,
      stop: start(emit),
    }
    this.jobs.push(job)
    if (holds) this.held = Math.max(this.held, job.ends ?? 0)
    if (lasts !== null) machine.after(lasts, () => this.end(job, 'itself'))
  }

  /** Those with this name, or of this number; the numbers of those that are there. */
  find(wanted: string | number): number[] {
    const fits = ({ pid, names }: Job) => (typeof wanted === 'number' ? pid === wanted : names.includes(wanted))
    return this.jobs.filter(fits).map(({ pid }) => pid)
  }

  signal(pid: number, by: 'TERM' | 'KILL'): void {
    const job = this.jobs.find((j) => j.pid === pid)
    if (job) this.end(job, by)
  }

  /** When the last of those ends that end by themselves; 0 when there are none. */
  get lastEnd(): Micros {
    return Math.max(0, ...this.jobs.map(({ ends }) => ends ?? 0))
  }

  private end(job: Job, by: Parameters<Stop>[0]): void {
    if (!this.jobs.includes(job)) return
    this.jobs = this.jobs.filter((j) => j !== job)
    job.stop(by)
  }
}

const desks = new WeakMap<object, Desk>()

/** The one that belongs to a world's machines. */
export function deskOf(machines: object): Desk {
  const desk = desks.get(machines) ?? new Desk()
  desks.set(machines, desk)
  return desk
}
