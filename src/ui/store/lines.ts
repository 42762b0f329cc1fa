/** The line for traffic, opened by whoever first needs it: `start` puts it here, so that the panel can come later. */
import type { LoadChannel } from '../../model/load'

export const lines: {
  loads: (() => LoadChannel) | null
  /** Traffic runs: more of it will come. */
  busy: boolean
} = { loads: null, busy: false }
