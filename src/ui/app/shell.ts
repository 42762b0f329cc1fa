/** What is open on the page. Not part of a run, so neither shared nor undone. */
import { create } from 'zustand'
import type { Tab } from './panels'

export type Pane = 'picture' | 'packet' | 'tables'
export type Dialog =
  'help' | 'breakpoints' | 'fidelity' | 'builder' | 'link' | 'palette' | 'pictures' | 'remedy' | 'settings'

export interface Shell {
  /** The rule set editor in the packet inspector's place. */
  rules: boolean
  dialog: Dialog | null
  /** The one pane that a phone shows. */
  pane: Pane
  tab: Tab
  /** The tables take most of the page's height. */
  tall: boolean
  show(change: Partial<Omit<Shell, 'show'>>): void
}

export const useShell = create<Shell>()((set) => ({
  rules: false,
  dialog: null,
  pane: 'picture',
  tab: 'conntrack',
  tall: false,
  show: (change) => set(change),
}))
