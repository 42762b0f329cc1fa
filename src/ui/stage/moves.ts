/** Where a person has put nodes, by scenario, as long as the page is open. */
import { create } from 'zustand'
import type { Shift } from '../../draw/layout'

interface Moves {
  of: Readonly<Record<string, Readonly<Record<string, Shift>>>>
  /** How far a node is from where the stage would put it, in em; back there when left out. */
  put(scenario: string, node: string, shift?: Shift): void
}

export const useMoves = create<Moves>()((set) => ({
  of: {},
  put: (scenario, node, shift) =>
    set(({ of }) => {
      const { [node]: _, ...others } = of[scenario] ?? {}
      return { of: { ...of, [scenario]: shift ? { ...others, [node]: shift } : others } }
    }),
}))

export const shiftOf = (scenario: string, node: string): Shift =>
  useMoves.getState().of[scenario]?.[node] ?? { x: 0, y: 0 }
