/** The kernel's coarse clock: some matches count no finer. */
import type { NodeEnv } from '../../node'

/** `HZ` of Debian's kernels. */
export const HZ = 250
const JIFFY = 1_000_000 / HZ

export const jiffies = (env: NodeEnv): number => Math.floor(env.now() / JIFFY)
/** `msecs_to_jiffies`: rounded up. */
export const fromMilliseconds = (ms: number): number => Math.ceil((ms * HZ) / 1000)
