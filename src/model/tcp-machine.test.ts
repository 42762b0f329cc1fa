import { describe, expect, test } from 'vitest'
import { getNextSnapshot } from 'xstate'
import type { Direction } from './conntrack'
import { nextTcp, TCP_STATES, type TcpKind } from './tcp'
import { TCP_EVENTS, tcpMachine } from './tcp-machine'

/** What the machine makes of an event, in the table's words. */
function step(state: (typeof TCP_STATES)[number], type: (typeof TCP_EVENTS)[number]) {
  const here = tcpMachine.resolveState({ value: state })
  if (tcpMachine.getTransitionData(here, { type }).length === 0) return 'invalid'
  const [taken] = tcpMachine.getTransitionData(here, { type })
  if (!taken.target) return taken.description
  return getNextSnapshot(tcpMachine, here, { type }).value
}

describe('the state chart’s machine and the engine’s table', () => {
  test.each(TCP_STATES.map((state) => [state] as const))('agree in %s', (state) => {
    const machine = TCP_EVENTS.map((type) => `${type} → ${String(step(state, type))}`)
    const table = TCP_EVENTS.map((type) => {
      const [direction, kind] = type.split('.') as [Direction, TcpKind]
      return `${type} → ${nextTcp(state, direction, kind)}`
    })
    expect(machine).toEqual(table)
  })

  test('a whole life', () => {
    const life = [
      'original.syn',
      'reply.synack',
      'original.ack',
      'original.fin',
      'reply.ack',
      'reply.fin',
      'original.ack',
    ]
    let at = tcpMachine.resolveState({ value: 'NONE' })
    const states = life.map((type) => (at = getNextSnapshot(tcpMachine, at, { type: type as 'original.syn' })).value)
    expect(states.join(' ')).toBe('SYN_SENT SYN_RECV ESTABLISHED FIN_WAIT CLOSE_WAIT LAST_ACK TIME_WAIT')
  })
})
