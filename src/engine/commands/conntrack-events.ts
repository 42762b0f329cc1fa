/** `conntrack -E`: what happens to entries, a line each, while the program runs. */
import type { Conntrack } from '../conntrack/conntrack'
import type { CtEvent } from '../conntrack/events'
import { eventLine } from '../conntrack/list'
import { SECOND } from '../../model/time'
import { fits } from './conntrack-fits'
import { buffered, NO_LABELS, type ConntrackAsked } from './conntrack-words'
import { saved } from './conntrack-save'
import { flow, when, XML_END, XML_HEAD } from './conntrack-xml'
import { idOf, kernelTimes, rowOf } from './entry-row'
import type { Running } from './running'

type Hear = (event: CtEvent, h: number, byProgram: boolean) => void

/** Several may listen to one table. */
class Ears {
  readonly hearing = new Set<Hear>()
  /** A command is changing the table. */
  byProgram = false
  /** Entries of which something may be told (`nf_ct_ecache_ext_add`): by default, those that began while somebody listened. */
  private readonly told = new Set<number>()

  constructor(ct: Conntrack) {
    const mode = () => ct.env.sysctl('net.netfilter.nf_conntrack_events')
    if (mode() === 1) for (const h of ct.table.confirmed()) this.told.add(h)
    ct.listen((event, h, bits) => {
      const only = ct.table.extras.eventMask(h)
      if (event === 'NEW' && (mode() === 1 || (mode() === 2 && this.hearing.size > 0))) this.told.add(h)
      if (only === 0 ? this.told.has(h) : (only & bits) !== 0)
        for (const hear of this.hearing) hear(event, h, this.byProgram)
      if (event === 'DESTROY') this.told.delete(h)
    })
  }
}

const ears = new WeakMap<Conntrack, Ears>()

/** What `change` does to entries is told as a program's doing. */
export function asProgram<T>(ct: Conntrack, change: () => T): T {
  const own = ears.get(ct)
  if (!own) return change()
  own.byProgram = true
  try {
    return change()
  } finally {
    own.byProgram = false
  }
}

/** `version` begins what the program says of itself. */
export function events(ct: Conntrack, asked: ConntrackAsked, version: string): Running {
  return {
    names: ['conntrack'],
    lasts: null,
    start(emit) {
      if (asked.output.has('labels')) emit('stderr', NO_LABELS)
      const buffer = buffered(asked)
      if (buffer !== null) emit('stderr', `NOTICE: Netlink socket buffer size has been set to ${buffer} bytes.`)
      const own = ears.get(ct) ?? new Ears(ct)
      ears.set(ct, own)
      let shown = 0
      const hear: Hear = (event, h, byProgram) => {
        if (asked.table !== 'conntrack' || !asked.ipv4 || !asked.events.has(event)) return
        const row = rowOf(ct, h)
        // The kernel leaves out a mark that is 0.
        if (!fits(row, asked) || (asked.mark && row.mark === 0 && (!byProgram || event === 'DESTROY'))) return
        if (asked.output.has('xml') && shown === 0) for (const line of XML_HEAD) emit('stdout', line)
        shown++
        emit(
          'stdout',
          `${text(ct, event, h, asked, byProgram)}${byProgram ? ' [USERSPACE] portid=1 progname=conntrack' : ''}`,
        )
      }
      own.hearing.add(hear)
      ct.listeners++
      return (by) => {
        own.hearing.delete(hear)
        ct.listeners--
        if (by === 'KILL') return 137
        if (asked.output.has('xml') && shown > 0) emit('stdout', XML_END)
        const what = asked.table === 'expect' ? 'expectation' : 'flow'
        emit('stderr', `${version}: ${shown} ${what} events have been shown.`)
        return 0
      }
    },
  }
}

const SAVED_AS = { NEW: '-A', UPDATE: '-U', DESTROY: '-D' }
const TYPES = { NEW: 'new', UPDATE: 'update', DESTROY: 'destroy' } as const

function text(ct: Conntrack, event: CtEvent, h: number, { output }: ConntrackAsked, byProgram: boolean): string {
  const row = rowOf(ct, h)
  const now = ct.env.now()
  if (output.has('save')) return saved(row).replace('-A', SAVED_AS[event])
  if (output.has('xml')) return flow(row, TYPES[event], output.has('timestamp') ? when(now) : '')
  const plain = eventLine(ct, event, h, byProgram && event !== 'DESTROY')
  const line = output.has('extended') ? plain.replace('] ', '] ipv4     2 ') : plain
  const stamp = `[${String(Math.floor(now / SECOND)).padEnd(8)}.${String(now % SECOND).padEnd(6)}]\t`
  const times = event === 'DESTROY' && output.has('ktimestamp') ? kernelTimes(ct, h, true) : ''
  return `${output.has('timestamp') ? stamp : ''}${line}${times}${output.has('id') ? ` id=${idOf(h)}` : ''}`
}
