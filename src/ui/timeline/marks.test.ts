import { expect, test } from 'vitest'
import type { Command } from '../../model/command'
import type { Body, TraceEvent } from '../../model/trace'
import { editEvents, placesOf, TICKS, ticksOf } from './marks'

const ping: Command = { do: 'ping', node: 'laptop', dst: '198.51.100.4' }
const trace = (...bodies: Body[]): TraceEvent[] => bodies.map((body, n) => ({ ...body, n, t: n }))

const run = trace(
  { kind: 'command', command: ping },
  { kind: 'rewrite', pkt: 1, node: 'router', cause: { by: 'forward' }, edits: [] },
  { kind: 'command', command: ping },
  {
    kind: 'rewrite',
    pkt: 1,
    node: 'router',
    cause: { by: 'nat', entry: 1, manip: 'src', direction: 'original' },
    edits: [],
  },
  { kind: 'drop', pkt: 1, node: 'router', reason: 'policy' },
  { kind: 'end' },
)

test('a tick says what kind of event it is: NAT apart from routing, a person’s edit apart from the script', () => {
  expect([...ticksOf(run, [{ when: { event: 2 }, command: ping }])].map((tick) => TICKS[tick])).toEqual([
    'command',
    'plain',
    'edit',
    'nat',
    'drop',
    'plain',
  ])
})

test('two equal edits mark two events', () => {
  const edit = { when: { event: 0 }, command: ping }
  expect([...editEvents(run, [edit, edit])]).toEqual([0, 2])
})

test('the places of one packet stand behind its events', () => {
  expect(placesOf(run, new Set([1]))).toEqual([2, 4, 5])
  expect(placesOf(run, new Set([7]))).toEqual([])
  expect(placesOf(run, new Set())).toEqual([])
})
