/** `window.natscope`: for tests, screenshots and curious people. */
import { motion } from '../player/motion'
import { lines } from './lines'
import { useScope } from './store'

export interface Natscope {
  /** Resolves when no update is pending and nothing is moving. */
  whenIdle(): Promise<void>
}

declare global {
  interface Window {
    natscope?: Natscope
  }
}

const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()))

const runs = (animation: Animation): boolean =>
  animation.playState === 'running' && animation.effect?.getComputedTiming().iterations !== Infinity

/** Two quiet frames in a row: React has painted, and what it painted has started to move if it will. */
async function whenIdle(): Promise<void> {
  for (let quiet = 0; quiet < 2;) {
    await frame()
    const asked = useScope.getState().waiting || lines.busy
    const busy = asked || motion.playing || motion.moving() || document.getAnimations().some(runs)
    quiet = busy ? 0 : quiet + 1
  }
}

export const natscope: Natscope = { whenIdle }
