/** How much of each router is shown: what a person chose, and where nobody chose, what its box asks for. */
import { create } from 'zustand'
import type { Level } from '../../draw/detail'

interface Details {
  chosen: Readonly<Record<string, Level>>
  suited: Readonly<Record<string, Level>>
  choose(node: string, level: Level): void
  suit(node: string, level: Level): void
}

export const useDetails = create<Details>()((set) => ({
  chosen: {},
  suited: {},
  choose: (node, level) => set(({ chosen }) => ({ chosen: { ...chosen, [node]: level } })),
  suit: (node, level) => set(({ suited }) => (suited[node] === level ? {} : { suited: { ...suited, [node]: level } })),
}))

export const useLevel = (node: string): Level => useDetails(({ chosen, suited }) => chosen[node] ?? suited[node] ?? 2)
