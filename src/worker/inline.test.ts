import { describe, expect, test } from 'vitest'
import { runScenario } from '../engine/run'
import type { Request, Update } from '../model/channel'
import type { Scenario } from '../model/scenario'
import type { TraceEvent } from '../model/trace'
import { scenarios } from '../scenarios'
import { createInline } from './inline'
import { createServer } from './serve'

const [home] = scenarios
const ask = (id: number, known = 0): Request => ({ id, run: { scenario: home, edits: [] }, known })

/** Sends the requests at once and gathers what comes back until the last is done or has failed. */
function answers(...requests: Request[]): Promise<Update[]> {
  const channel = createInline()
  const updates: Update[] = []
  return new Promise((resolve) => {
    channel.listen((update) => {
      updates.push(update)
      const over = update.kind === 'failed' || update.done
      if (over && update.id === requests[requests.length - 1].id) {
        channel.close()
        resolve(updates)
      }
    })
    for (const request of requests) channel.send(request)
  })
}

const eventsOf = (updates: Update[]): TraceEvent[] => updates.flatMap((u) => (u.kind === 'events' ? u.events : []))

describe('the inline channel', () => {
  test('gives the whole trace, in order, without gaps', async () => {
    const updates = await answers(ask(1))
    expect(eventsOf(updates)).toEqual(runScenario(home))
    let next = 0
    for (const update of updates) {
      if (update.kind !== 'events') expect.unreachable(update.message)
      expect(update.from).toBe(next)
      next += update.events.length
    }
  })

  test('does not send again what the page has', async () => {
    const whole = runScenario(home)
    const updates = await answers(ask(1, 40))
    expect(eventsOf(updates)).toEqual(whole.slice(40))
    expect(eventsOf(await answers(ask(1, whole.length)))).toEqual([])
  })

  test('a newer request ends an older one that is still running', () => {
    const posted: Update[] = []
    const waiting: (() => void)[] = []
    const server = createServer(
      (update) => posted.push(update),
      (task) => waiting.push(task),
    )
    const longer: Scenario = {
      ...home,
      script: [{ when: { time: 0 }, command: { do: 'ping', node: 'laptop', dst: '198.51.100.4', count: 200 } }],
    }
    server.request({ id: 1, run: { scenario: longer, edits: [] }, known: 0 })
    expect(posted).toMatchObject([{ id: 1, kind: 'events', done: false }])
    server.request(ask(2))
    while (waiting.length > 0) waiting.shift()?.()
    expect(posted.slice(1).every((update) => update.id === 2)).toBe(true)
    expect(posted[posted.length - 1]).toMatchObject({ id: 2, done: true })
  })

  test('a run in another lane goes on beside it, and each answer says whose it is', () => {
    const posted: Update[] = []
    const waiting: (() => void)[] = []
    const server = createServer(
      (update) => posted.push(update),
      (task) => waiting.push(task),
    )
    const longer: Scenario = {
      ...home,
      script: [{ when: { time: 0 }, command: { do: 'ping', node: 'laptop', dst: '198.51.100.4', count: 200 } }],
    }
    server.request({ id: 1, run: { scenario: longer, edits: [] }, known: 0 })
    server.request({ ...ask(1), lane: 1 })
    while (waiting.length > 0) waiting.shift()?.()
    const of = (lane?: number) => posted.filter((update) => update.lane === lane)
    expect(eventsOf(of(1))).toEqual(runScenario(home))
    expect(eventsOf(of())).toEqual(runScenario(longer))
  })

  test('what makes sets is there when a text asks for it', async () => {
    const rules = '*filter\n-A FORWARD -m set --match-set all dst -j DROP\nCOMMIT\n'
    const edit = (text: string): Request => ({
      ...ask(1),
      run: { scenario: home, edits: [{ when: { event: 0 }, command: { do: 'rules', node: 'router', text } }] },
    })
    const kinds = async (text: string) => new Set(eventsOf(await answers(edit(text))).map(({ kind }) => kind))
    expect(await kinds(rules)).toContain('refused')
    expect(await kinds(`create all hash:net\nadd all 0.0.0.0/1\nadd all 128.0.0.0/1\n${rules}`)).not.toContain(
      'refused',
    )
  })

  test('what knows rare matches is there when a text names one', async () => {
    const text = '*filter\n-A FORWARD -m u32 --u32 "0>>24=0x45" -j DROP\nCOMMIT\n'
    const edits = [{ when: { event: 0 }, command: { do: 'rules' as const, node: 'router', text } }]
    const events = eventsOf(await answers({ ...ask(1), run: { scenario: home, edits } }))
    expect(events.some((event) => event.kind === 'drop' && event.reason === 'rule')).toBe(true)
  })

  test('a run that cannot be made says why', async () => {
    const broken = {
      ...home,
      nodes: home.nodes.map((n) => ({ ...n, iptables: '*nat\n-A NOWHERE -j ACCEPT\nCOMMIT\n' })),
    }
    const [update] = await answers({ id: 1, run: { scenario: broken, edits: [] }, known: 0 })
    expect(update).toMatchObject({ id: 1, kind: 'failed' })
    expect(update.kind === 'failed' && update.message).toContain('line 2')
  })
})
