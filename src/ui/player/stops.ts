/**
 * Where playing stops and what "run to" runs to. Breakpoints themselves come when they are first wanted
 * (`breakpoints/`): until then there are none.
 */
import { create } from 'zustand'
import { useShell } from '../app/shell'
import { useScope } from '../store/store'
import { read } from '../theme/theme'
import { motion } from './motion'

export interface Hit {
  /** The playhead right behind the event that was hit. */
  place: number
  /** Which breakpoint it was, in a sentence. */
  why: string
}

export interface Stops {
  /** How many are switched on. */
  on: number
  /** The places that they hit in the trace on screen, ascending: marks for the timeline. */
  places: readonly number[]
  at(place: number): string | null
  next(place: number, direction: 1 | -1): Hit | null
}

export const useStops = create<Stops>()(() => ({ on: 0, places: [], at: () => null, next: () => null }))

/** Breakpoints are kept per scenario. */
export const stopsKey = (scenario: string): string => `natscope.breakpoints.${scenario}`

let coming: Promise<typeof import('../breakpoints/arm')> | null = null

async function arm(): Promise<typeof import('../breakpoints/arm')> {
  const arrived = motion.begin()
  try {
    const armed = await (coming ??= import('../breakpoints/arm'))
    armed.arm()
    return armed
  } finally {
    arrived()
  }
}

/** Only who set some, in this scenario, at an earlier visit, pays for them at the start. */
export function armIfKept(): void {
  if (!coming && read(stopsKey(useScope.getState().run.scenario.id)) !== null) void arm()
}

/** To the next breakpoint hit, or back to the one before; without any, to where they are set. */
export async function runTo(direction: 1 | -1, go: (place: number) => void): Promise<void> {
  const { none } = await arm()
  const { on, next } = useStops.getState()
  if (on === 0) return useShell.getState().show({ dialog: 'breakpoints' })
  const { playhead, say } = useScope.getState()
  const hit = next(playhead, direction)
  if (hit) go(hit.place)
  say({ kind: 'info', text: hit ? hit.why : none(direction) })
}
