/** How to get an engine: `start` puts it here. The line for traffic is opened by whoever first needs it. */
import type { Channel } from '../../model/channel'
import type { LoadChannel } from '../../model/load'

export const lines: {
  engine: (() => Channel) | null
  loads: (() => LoadChannel) | null
  /** Traffic runs: more of it will come. */
  busy: boolean
} = { engine: null, loads: null, busy: false }
