/** The film in the making. It goes on while the dialog is closed, and the page is used. */
import { create } from 'zustand'
import { useShell } from '../app/shell'
import { useScope } from '../store/store'
import { download } from './download'
import { film, type Wanted } from './film'
import { words } from './words'

interface Job {
  /** Frames made and to make, while one is made. */
  busy: { done: number; of: number } | null
  /** How the last one went. */
  told: { kind: 'error' | 'info'; text: string } | null
  start(wanted: Wanted, frames: number): Promise<void>
  cancel(): void
}

let off = new AbortController()

export const useJob = create<Job>()((set, get) => ({
  busy: null,
  told: null,
  async start(wanted, frames) {
    if (get().busy) return
    const own = new AbortController()
    off = own
    set({ busy: { done: 0, of: frames }, told: null })
    let told: Job['told']
    try {
      const made = await film(wanted, (done) => set({ busy: { done, of: frames } }), own.signal)
      if (made) download(made.blob, made.name)
      told = { kind: 'info', text: made ? words.filmSaved(made.name, made.frames, made.left) : words.cancelled }
    } catch (why) {
      told = { kind: 'error', text: words.failed(why) }
    }
    set({ busy: null, told })
    if (useShell.getState().dialog !== 'pictures') useScope.getState().say(told)
  },
  cancel: () => off.abort(),
}))
