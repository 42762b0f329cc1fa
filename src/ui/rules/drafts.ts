/** Text typed into the editor and not applied yet, by scenario and node: closing the panel does not lose it. */
import { create } from 'zustand'

interface Drafts {
  texts: Readonly<Record<string, string | undefined>>
  keep(key: string, text: string | undefined): void
}

export const useDrafts = create<Drafts>()((set) => ({
  texts: {},
  keep: (key, text) => set(({ texts }) => ({ texts: { ...texts, [key]: text } })),
}))
