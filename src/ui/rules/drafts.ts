/** Text typed into the editor and not applied yet, by scenario and node: neither closing the panel nor a reload of the tab loses it. */
import { create } from 'zustand'

type Texts = Readonly<Record<string, string | undefined>>

interface Drafts {
  texts: Texts
  keep(key: string, text: string | undefined): void
}

const KEY = 'natscope.drafts'

/** Milliseconds: a fast writer is not held up. */
const PAUSE = 300

export const useDrafts = create<Drafts>()((set) => ({
  texts: kept(),
  keep: (key, text) => set(({ texts }) => ({ texts: { ...texts, [key]: text } })),
}))

let due = 0
useDrafts.subscribe(() => {
  clearTimeout(due)
  due = window.setTimeout(write, PAUSE)
})
window.addEventListener('pagehide', () => due && write())

function write(): void {
  due = 0
  try {
    sessionStorage.setItem(KEY, JSON.stringify(useDrafts.getState().texts))
  } catch {
    // Storage may be full or refused; then a reload loses what was not applied.
  }
}

function kept(): Texts {
  try {
    const read: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '{}')
    if (typeof read !== 'object' || read === null) return {}
    return Object.fromEntries(Object.entries(read).filter(([, text]) => typeof text === 'string'))
  } catch {
    return {}
  }
}
