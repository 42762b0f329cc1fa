/**
 * The TCP tracker's table as an XState machine, for the state chart and for tests that walk it. Events
 * are `original.syn`, `reply.synack` and so on. The engine never sees it: see `tcp.ts`.
 */
import { setup, type TransitionConfigOrTarget } from 'xstate'
import type { Direction, TcpState } from './conntrack'
import { TCP_KINDS, TCP_STATES, type TcpKind, type TcpNext, nextTcp } from './tcp'

export type TcpEventType = `${Direction}.${TcpKind}`
export interface TcpEvent {
  type: TcpEventType
}

export const TCP_EVENTS: readonly TcpEventType[] = (['original', 'reply'] as const).flatMap((direction) =>
  TCP_KINDS.map((kind) => `${direction}.${kind}` as const),
)

type Transition = TransitionConfigOrTarget<object, TcpEvent, TcpEvent, never, never, never, never, never, never>
type On = Partial<Record<TcpEventType, Transition>>

/** An invalid segment is no event of the state; an ignored one is, but leads nowhere. */
function transition(next: TcpNext): Transition | null {
  if (next === 'invalid') return null
  return next === 'ignore' ? { description: 'ignore' } : { target: next }
}

function node(state: TcpState): { on: On } {
  const on: On = {}
  for (const type of TCP_EVENTS) {
    const [direction, kind] = type.split('.') as [Direction, TcpKind]
    const found = transition(nextTcp(state, direction, kind))
    if (found) on[type] = found
  }
  return { on }
}

export const tcpMachine = setup({ types: { events: {} as TcpEvent } }).createMachine({
  id: 'tcp',
  initial: 'NONE',
  states: Object.fromEntries(TCP_STATES.map((state) => [state, node(state)])) as Record<TcpState, { on: On }>,
})
