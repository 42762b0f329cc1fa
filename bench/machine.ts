/** TCP's states: the packed table beside an XState actor of the very machine that the state chart shows. */
import { createActor } from 'xstate'
import { nextState, IGNORE } from '../src/engine/conntrack/tcp-table'
import { TCP_KINDS, TCP_STATES } from '../src/model/tcp'
import { TCP_EVENTS, tcpMachine } from '../src/model/tcp-machine'
import { compare } from './measure'
import { type Line, line, ns, times } from './report'

/** A life of a connection, over and over: direction and kind of each segment. */
const LIFE: readonly (readonly [0 | 1, (typeof TCP_KINDS)[number]])[] = [
  [0, 'syn'],
  [1, 'synack'],
  [0, 'ack'],
  [0, 'ack'],
  [1, 'ack'],
  [0, 'fin'],
  [1, 'ack'],
  [1, 'fin'],
  [0, 'ack'],
]

export function machine(): Line[] {
  const kinds = LIFE.map(([, kind]) => TCP_KINDS.indexOf(kind))
  const dirs = LIFE.map(([dir]) => dir)
  const events = LIFE.map(([dir, kind]) => ({ type: TCP_EVENTS[dir * TCP_KINDS.length + TCP_KINDS.indexOf(kind)] }))
  let state = 0
  const byTable = (many: number) => {
    for (let n = 0, at = 0; n < many; n++) {
      const next = nextState(dirs[at], kinds[at], state)
      if (next < IGNORE) state = next
      if (++at === dirs.length) at = 0
    }
    if (state >= TCP_STATES.length) throw new Error('no state')
  }
  const actor = createActor(tcpMachine).start()
  const byActor = (many: number) => {
    for (let n = 0, at = 0; n < many; n++) {
      actor.send(events[at])
      if (++at === events.length) at = 0
    }
  }
  const [table, xstate] = compare([byTable, byActor])
  return [
    line('a step of TCP’s table', ns(table)),
    line('`actor.send` to the same machine in XState', ns(xstate)),
    line('the table is faster', times(xstate / table), '≥ 500×', xstate / table >= 500),
  ]
}
