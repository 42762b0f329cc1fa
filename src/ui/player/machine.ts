/**
 * The player: paused, playing, stepping (a flight of one step is under way) or seeking (the slider is being dragged).
 * It knows no trace: `tape` says where it is and moves the playhead, so that the tests can hand it a tape of their own.
 */
import { assign, fromPromise, setup } from 'xstate'
import type { Travel } from './motion'

/** What the player plays. Places count events passed, 0 … length. */
export interface Tape {
  place(): number
  /** Nothing follows, now or later. */
  atEnd(): boolean
  /** Something follows already. */
  ready(): boolean
  /** Milliseconds at 1× to stay on the event just passed. */
  beat(): number
  hop(direction: 1 | -1): number
  /** Where the packet in view ends, or where it was born. */
  packet(direction: 1 | -1): number
  /** A breakpoint is hit by the event just passed. */
  stops(): boolean
  /** Says which. */
  tellStop(): void
  length(): number
  go(place: number, travel: Travel): void
  speed(times: number): void
  /** Resolves when nothing moves. */
  settled(): Promise<void>
}

export type PlayerEvent =
  | { type: 'step' | 'back' | 'hop' | 'hopBack' | 'packetEnd' | 'packetBirth' }
  | { type: 'play' | 'pause' | 'toggle' | 'restart' | 'end' | 'released' }
  | { type: 'grab'; to: number }
  | { type: 'seek'; to: number }
  | { type: 'speed'; times: number }

export const playerMachine = setup({
  types: {
    context: {} as { tape: Tape; times: number },
    input: {} as { tape: Tape },
    events: {} as PlayerEvent,
  },
  actors: {
    settle: fromPromise<void, Tape>(({ input }) => input.settled()),
    /** One beat of playing: time to read, and the flight's landing, whichever is later. */
    beat: fromPromise<void, { tape: Tape; times: number }>(async ({ input, signal }) => {
      await pause(input.tape.beat() / input.times, signal)
      await input.tape.settled()
    }),
  },
  guards: {
    atEnd: ({ context }) => context.tape.atEnd(),
    ready: ({ context }) => context.tape.ready(),
    stops: ({ context }) => context.tape.stops(),
  },
  actions: {
    forward: ({ context: { tape } }) => tape.go(tape.place() + 1, 'step'),
    back: ({ context: { tape } }) => tape.go(tape.place() - 1, 'step'),
    hop: ({ context: { tape } }) => tape.go(tape.hop(1), 'step'),
    hopBack: ({ context: { tape } }) => tape.go(tape.hop(-1), 'step'),
    packetEnd: ({ context: { tape } }) => tape.go(tape.packet(1), 'jump'),
    packetBirth: ({ context: { tape } }) => tape.go(tape.packet(-1), 'jump'),
    tellStop: ({ context: { tape } }) => tape.tellStop(),
    restart: ({ context: { tape } }) => tape.go(0, 'jump'),
    toEnd: ({ context: { tape } }) => tape.go(tape.length(), 'jump'),
    jump: ({ context: { tape } }, params: { to: number }) => tape.go(params.to, 'jump'),
    /** Play at the end plays it all again. */
    rewind: ({ context: { tape } }) => {
      if (tape.atEnd()) tape.go(0, 'jump')
    },
    setSpeed: assign({ times: (_, params: { times: number }) => params.times }),
    tellSpeed: ({ context: { tape } }, params: { times: number }) => tape.speed(params.times),
  },
}).createMachine({
  id: 'player',
  context: ({ input }) => ({ tape: input.tape, times: 1 }),
  initial: 'paused',
  on: {
    step: { target: '.stepping', actions: 'forward' },
    back: { target: '.stepping', actions: 'back' },
    hop: { target: '.stepping', actions: 'hop' },
    hopBack: { target: '.stepping', actions: 'hopBack' },
    packetEnd: { target: '.paused', actions: 'packetEnd' },
    packetBirth: { target: '.paused', actions: 'packetBirth' },
    restart: { target: '.paused', actions: 'restart' },
    end: { target: '.paused', actions: 'toEnd' },
    seek: { target: '.paused', actions: { type: 'jump', params: ({ event }) => ({ to: event.to }) } },
    grab: { target: '.seeking', actions: { type: 'jump', params: ({ event }) => ({ to: event.to }) } },
    pause: '.paused',
    speed: {
      actions: [
        { type: 'setSpeed', params: ({ event }) => ({ times: event.times }) },
        { type: 'tellSpeed', params: ({ event }) => ({ times: event.times }) },
      ],
    },
  },
  states: {
    paused: {
      on: {
        play: { target: 'playing', actions: 'rewind' },
        toggle: { target: 'playing', actions: 'rewind' },
      },
    },
    stepping: {
      invoke: { src: 'settle', input: ({ context }) => context.tape, onDone: 'paused' },
      on: { play: 'playing', toggle: 'playing' },
    },
    seeking: {
      on: {
        grab: { actions: { type: 'jump', params: ({ event }) => ({ to: event.to }) } },
        seek: { actions: { type: 'jump', params: ({ event }) => ({ to: event.to }) } },
        released: 'paused',
        play: 'playing',
        toggle: 'playing',
      },
    },
    playing: {
      initial: 'moving',
      on: { toggle: 'paused', play: {} },
      states: {
        moving: {
          always: [
            { guard: 'atEnd', target: '#player.paused' },
            { guard: 'ready', actions: 'forward', target: 'passed' },
            { target: 'reading' },
          ],
        },
        passed: {
          always: [{ guard: 'stops', actions: 'tellStop', target: '#player.paused' }, { target: 'reading' }],
        },
        reading: {
          always: { guard: 'atEnd', target: '#player.paused' },
          invoke: {
            src: 'beat',
            input: ({ context }) => ({ tape: context.tape, times: context.times }),
            onDone: 'moving',
          },
        },
      },
    },
  },
})

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => clearTimeout(timer))
  })
