/** What a person sets once for this browser: text size, motion, colours of packets. Themes and keys have their own stores. */
import { create } from 'zustand'
import { motion } from '../player/motion'
import { read, write } from '../theme/theme'

export const TEXT_SIZES = ['normal', 'large', 'largest'] as const
export type TextSize = (typeof TEXT_SIZES)[number]

export const MOTIONS = ['system', 'reduced'] as const
export type Motion = (typeof MOTIONS)[number]

export interface Settings {
  textSize: TextSize
  motion: Motion
  /** Packets wear the colours of Wireshark's colouring rules too. */
  wireshark: boolean
  set(change: Partial<Omit<Settings, 'set'>>): void
}

const KEY = 'natscope.settings'

/** What was kept, as far as it can be read. */
function kept(): Omit<Settings, 'set'> {
  let was: Partial<Record<string, unknown>> = {}
  try {
    const found: unknown = JSON.parse(read(KEY) ?? '{}')
    if (typeof found === 'object' && found !== null) was = { ...found }
  } catch {
    // Written by something else: begin anew.
  }
  return {
    textSize: TEXT_SIZES.find((size) => size === was['textSize']) ?? 'normal',
    motion: MOTIONS.find((one) => one === was['motion']) ?? 'system',
    wireshark: was['wireshark'] === true,
  }
}

export const useSettings = create<Settings>()((set, get) => ({
  ...kept(),
  set(change) {
    set(change)
    const { textSize, motion: moves, wireshark } = get()
    write(KEY, JSON.stringify({ textSize, motion: moves, wireshark }))
    apply()
  },
}))

/** Puts them where the style sheets and the flights look. */
export function apply(): void {
  const { textSize, motion: moves, wireshark } = useSettings.getState()
  const { dataset } = document.documentElement
  dataset['text'] = textSize
  dataset['motion'] = moves
  dataset['packets'] = wireshark ? 'wireshark' : 'plain'
  motion.calm = moves === 'reduced'
}
