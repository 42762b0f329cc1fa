/** The theme in use: the address says, else the person's last choice, else the system. */
import { create } from 'zustand'

export const THEMES = ['light', 'dark', 'projector', 'contrast'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'natscope.theme'
const isTheme = (name: string | null): name is Theme => THEMES.some((theme) => theme === name)

function first(): Theme {
  const asked = new URLSearchParams(location.search).get('theme')
  if (isTheme(asked)) return asked
  const kept = read(KEY)
  if (isTheme(kept)) return kept
  if (matchMedia('(prefers-contrast: more)').matches) return 'contrast'
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

export const useTheme = create<{ theme: Theme; choose(theme: Theme): void }>()((set) => ({
  theme: first(),
  choose(theme) {
    write(KEY, theme)
    show(theme)
    set({ theme })
  },
}))

export function show(theme: Theme): void {
  document.documentElement.dataset.theme = theme
}

/** Storage may be refused (private windows, embedded pages): then a choice lives as long as the page. */
export function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

export function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Nothing to do: see read().
  }
}
