/** How much of each router is shown: what a person chose, and where nobody chose, what its box asks for. */
import { create } from 'zustand'
import type { Level } from '../../draw/detail'
import { useSingleKeys } from '../player/keys'
import { useBeside } from '../store/store'

interface Details {
  chosen: Readonly<Record<string, Level>>
  suited: Readonly<Record<string, Level>>
  choose(node: string, level: Level): void
  suit(node: string, level: Level): void
}

export const LEVELS: readonly Level[] = [1, 2, 3]

export const useDetails = create<Details>()((set) => ({
  chosen: {},
  suited: {},
  choose: (node, level) => set(({ chosen }) => ({ chosen: { ...chosen, [node]: level } })),
  suit: (node, level) => set(({ suited }) => (suited[node] === level ? {} : { suited: { ...suited, [node]: level } })),
}))

/** Under what a box says what suits it: a picture made beside the page has a box of its own. */
export const useSeat = (node: string): string => (useBeside() ? `${node} beside` : node)

export function useLevel(node: string): Level {
  const seat = useSeat(node)
  return useDetails(({ chosen, suited }) => chosen[node] ?? suited[seat] ?? 2)
}

/** 1, 2 and 3 while the router has the focus, unless keys without Ctrl are switched off. */
export function levelKey(event: KeyboardEvent, node: string): void {
  const level = LEVELS.find((each) => event.key === `${each}`)
  if (!level || event.ctrlKey || event.metaKey || event.altKey || !useSingleKeys.getState().on) return
  event.preventDefault()
  useDetails.getState().choose(node, level)
}
