import { beforeEach, describe, expect, test } from 'vitest'
import type { Channel, Lane, Request, Update } from '../../model/channel'
import type { Command } from '../../model/command'
import { rulesetOf, sampleScenario, sampleTrace } from '../../model/sample'
import type { Body, TraceEvent } from '../../model/trace'
import { runAside } from './aside'
import { useScope } from './store'

const scope = useScope.getState
const log = (line: string): Body => ({ kind: 'log', node: 'router', line })
const rules = { do: 'rules', node: 'router', text: '*filter\nCOMMIT\n' } satisfies Command
const rulesets = { router: rulesetOf(sampleScenario.nodes[1].iptables ?? '') }

/** A worker whose answers the test writes. */
function worker() {
  const sent: Request[] = []
  let tell: (update: Update) => void = () => {}
  const channel: Channel = {
    send: (request) => void sent.push(request),
    listen(heard) {
      tell = heard
      return () => {}
    },
    close: () => {},
  }
  const last = () => sent[sent.length - 1]
  const answer = (
    from: number,
    bodies: (Body | TraceEvent)[],
    { id = last().id, done = true, lane = undefined as Lane | undefined } = {},
  ) =>
    tell({
      id,
      lane,
      kind: 'events',
      from,
      done,
      rulesets,
      events: bodies.map((body, at) => ({ t: 0, ...body, n: from + at })),
    })
  return { channel, sent, last, answer, fail: (message: string) => tell({ id: last().id, kind: 'failed', message }) }
}

let w: ReturnType<typeof worker>
beforeEach(() => {
  w = worker()
  scope().connect(w.channel)
  scope().open(sampleScenario)
  w.answer(0, sampleTrace)
})

describe('a run', () => {
  test('comes in pieces, and the playhead waits for its place', () => {
    scope().open(sampleScenario, [], 20)
    w.answer(0, sampleTrace.slice(0, 8), { done: false })
    expect([scope().playhead, scope().waiting]).toEqual([8, true])
    w.answer(8, sampleTrace.slice(8))
    expect([scope().playhead, scope().waiting, scope().view.n, scope().before.n]).toEqual([20, false, 20, 19])
  })

  test('that nobody asked for any more is not heard', () => {
    const old = w.last().id
    scope().open(sampleScenario)
    const { id } = w.last()
    w.answer(0, sampleTrace.slice(0, 5), { id })
    w.answer(5, [log('late')], { id: old })
    expect(scope().trace).toHaveLength(5)
  })

  test('with a hole in it is refused, and what is on screen stays', () => {
    scope().open(sampleScenario)
    w.answer(3, sampleTrace.slice(3))
    expect(scope().trace).toHaveLength(sampleTrace.length)
    expect(scope().notice?.kind).toBe('error')
  })
})

const loaded = { kind: 'rules', node: 'router', text: rules.text, ruleset: rulesetOf(rules.text) } as const

describe('an edit', () => {
  beforeEach(() => scope().seek(10))

  test('asks for the events behind the playhead only, and shows the old run until they come', () => {
    scope().edit(rules)
    expect(w.last()).toMatchObject({ known: 10, run: { edits: [{ when: { event: 10 }, command: rules }] } })
    expect([scope().trace.length, scope().run.edits.length]).toEqual([sampleTrace.length, 0])
    w.answer(10, [{ kind: 'command', command: rules }, loaded, log('x')])
    expect(scope().trace).toHaveLength(13)
    expect(scope().trace.slice(0, 10)).toEqual(sampleTrace.slice(0, 10))
  })

  test('has its own effect on screen at once, and nothing that follows from it', () => {
    scope().edit(rules)
    w.answer(10, [{ kind: 'command', command: rules }, loaded, log('x')])
    expect(scope().playhead).toBe(12)
    expect(scope().view.nodes.router.rules?.text).toBe(rules.text)
    expect(scope().view.nodes.router.dmesg).toEqual([])
  })

  test('that fails leaves run, picture and undo as they were', () => {
    const { view, trace, run } = scope()
    scope().edit(rules)
    expect(scope().canUndo).toBe(true)
    w.fail('no such node')
    expect([scope().view, scope().trace, scope().run, scope().canUndo]).toEqual([view, trace, run, false])
    expect(scope().notice).toEqual({ kind: 'error', text: 'no such node' })
  })

  test('made while another is on its way builds on it', () => {
    const ping: Command = { do: 'ping', node: 'laptop', dst: '198.51.100.4' }
    scope().edit(ping)
    scope().edit(rules)
    expect(w.last().run.edits.map(({ command }) => command)).toEqual([ping, rules])
    expect(w.last().known).toBe(10)
  })

  test('can be undone and done again', () => {
    scope().edit(rules)
    w.answer(10, [{ kind: 'command', command: rules }, log('x')])
    scope().seek(12)
    scope().undo()
    expect(w.last()).toMatchObject({ known: 10, run: { edits: [] } })
    w.answer(10, sampleTrace.slice(10))
    expect([scope().playhead, scope().trace.length, scope().canUndo]).toEqual([10, sampleTrace.length, false])
    scope().redo()
    expect(w.last()).toMatchObject({ known: 10, run: { edits: [{ command: rules }] } })
  })
})

describe('branches', () => {
  const log2: Body[] = [{ kind: 'command', command: rules }, log('x')]
  const drawn = () => scope().branches.list.map(({ id }) => (id === scope().branches.open ? `${id}*` : `${id}`))

  beforeEach(() => {
    scope().seek(10)
    scope().edit(rules)
    w.answer(10, log2)
  })

  test('an edit of the scenario opens one, and the way back is a question for the events behind the fork', () => {
    expect(drawn()).toEqual(['0', '1*'])
    scope().seek(12)
    scope().switchTo(0)
    expect(w.last()).toMatchObject({ known: 10, run: { edits: [] } })
    expect(drawn()).toEqual(['0', '1*'])
    w.answer(10, sampleTrace.slice(10))
    expect([drawn(), scope().trace.length]).toEqual([['0*', '1'], sampleTrace.length])
  })

  test('within what both share the playhead stays; else it goes to where the other was left', () => {
    scope().seek(12)
    scope().switchTo(0)
    w.answer(10, sampleTrace.slice(10))
    expect(scope().playhead).toBe(10)
    scope().seek(7)
    scope().switchTo(1)
    w.answer(10, log2)
    expect(scope().playhead).toBe(7)
  })

  test('a name asks nothing of the engine, and can be undone', () => {
    const { length } = w.sent
    scope().rename(1, 'no masquerade')
    expect(scope().branches.list[1].name).toBe('no masquerade')
    scope().undo()
    expect(scope().branches.list[1].name).toBeUndefined()
    expect(w.sent).toHaveLength(length)
  })

  test('the open one deleted gives way to its parent, and Undo brings it back', () => {
    scope().remove(1)
    w.answer(10, sampleTrace.slice(10))
    expect(drawn()).toEqual(['0*'])
    scope().undo()
    w.answer(10, log2)
    expect(drawn()).toEqual(['0', '1*'])
  })
})

test('a run beside the one on screen is answered whole and leaves the screen alone', async () => {
  const { trace } = scope()
  const beside = runAside({ scenario: sampleScenario, edits: [] })
  const { id } = w.last()
  expect(w.last().lane).toBe(1)
  w.answer(0, sampleTrace.slice(0, 8), { id, done: false, lane: 1 })
  w.answer(8, sampleTrace.slice(8), { id, lane: 1 })
  expect((await beside).trace).toEqual(sampleTrace)
  expect(scope().trace).toBe(trace)
})
