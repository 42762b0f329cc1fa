import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createActor } from 'xstate'
import { playerMachine, type Tape } from './machine'

/** A tape of ten events, each to be read for 700 ms; every fifth place ends a hop. */
function tape(length = 10) {
  const state = {
    place: 0,
    went: [] as string[],
    stops: [] as number[],
    told: 0,
    done: true,
    flight: Promise.resolve(),
  }
  const made: Tape = {
    place: () => state.place,
    atEnd: () => state.done && state.place >= length,
    ready: () => state.place < length,
    beat: () => 700,
    hop: (direction) => state.place + 5 * direction,
    packet: (direction) => (direction === 1 ? 8 : 2),
    stops: () => state.stops.includes(state.place),
    tellStop: () => void state.told++,
    length: () => length,
    go(place, travel) {
      state.place = Math.max(0, Math.min(length, place))
      state.went.push(`${travel} ${state.place}`)
    },
    speed: () => {},
    settled: () => state.flight,
  }
  return { state, made }
}

function player(length?: number) {
  const { state, made } = tape(length)
  const actor = createActor(playerMachine, { input: { tape: made } }).start()
  return { actor, state, now: () => Object.keys(stateNames(actor.getSnapshot().value))[0] }
}

const stateNames = (value: string | object): object => (typeof value === 'string' ? { [value]: true } : value)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the player', () => {
  test('opens paused', () => {
    expect(player().now()).toBe('paused')
  })

  test('steps, and is paused again when the flight has landed', async () => {
    const { actor, state, now } = player()
    let land = () => {}
    state.flight = new Promise((resolve) => (land = resolve))
    actor.send({ type: 'step' })
    expect([state.place, now()]).toEqual([1, 'stepping'])
    land()
    await vi.advanceTimersByTimeAsync(0)
    expect(now()).toBe('paused')
  })

  test('a step during a flight does not wait for it', () => {
    const { actor, state } = player()
    state.flight = new Promise(() => {})
    actor.send({ type: 'step' })
    actor.send({ type: 'step' })
    actor.send({ type: 'back' })
    expect(state.went).toEqual(['step 1', 'step 2', 'step 1'])
  })

  test('plays an event at once and then one per beat, to the end', async () => {
    const { actor, state, now } = player()
    actor.send({ type: 'play' })
    expect(state.place).toBe(1)
    await vi.advanceTimersByTimeAsync(699)
    expect(state.place).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(state.place).toBe(2)
    await vi.advanceTimersByTimeAsync(8 * 700)
    expect([state.place, now()]).toEqual([10, 'paused'])
  })

  test('plays four times as fast at 4×', async () => {
    const { actor, state } = player()
    actor.send({ type: 'speed', times: 4 })
    actor.send({ type: 'play' })
    await vi.advanceTimersByTimeAsync(700)
    expect(state.place).toBe(5)
  })

  test('stops where a breakpoint is hit and says so; played again, it goes on from there', async () => {
    const { actor, state, now } = player()
    state.stops = [3]
    actor.send({ type: 'play' })
    await vi.advanceTimersByTimeAsync(9000)
    expect([state.place, now(), state.told]).toEqual([3, 'paused', 1])
    actor.send({ type: 'play' })
    await vi.advanceTimersByTimeAsync(9000)
    expect([state.place, now(), state.told]).toEqual([10, 'paused', 1])
  })

  test('goes to the end of a packet and back to its birth', () => {
    const { actor, state } = player()
    actor.send({ type: 'packetEnd' })
    actor.send({ type: 'packetBirth' })
    expect(state.went).toEqual(['jump 8', 'jump 2'])
  })

  test('waits at the end of what has come so far, and goes on when more comes', async () => {
    const { actor, state, now } = player(0)
    state.done = false
    actor.send({ type: 'play' })
    await vi.advanceTimersByTimeAsync(5000)
    expect(now()).toBe('playing')
    state.done = true
    await vi.advanceTimersByTimeAsync(700)
    expect(now()).toBe('paused')
  })

  test('Play at the end begins anew', () => {
    const { actor, state } = player()
    actor.send({ type: 'end' })
    actor.send({ type: 'toggle' })
    expect(state.went).toEqual(['jump 10', 'jump 0', 'step 1'])
  })

  test('Space pauses what plays, and the beat that was under way is forgotten', async () => {
    const { actor, state, now } = player()
    actor.send({ type: 'toggle' })
    actor.send({ type: 'toggle' })
    await vi.advanceTimersByTimeAsync(5000)
    expect([state.place, now()]).toEqual([1, 'paused'])
  })

  test('dragging the slider seeks until it is let go', () => {
    const { actor, state, now } = player()
    actor.send({ type: 'play' })
    actor.send({ type: 'grab', to: 7 })
    actor.send({ type: 'grab', to: 3 })
    expect([state.place, now()]).toEqual([3, 'seeking'])
    actor.send({ type: 'released' })
    expect(now()).toBe('paused')
  })
})
