/** How much of a router is drawn: chosen by the box it has, in em, so that a larger type needs a larger box. */
import type { Frame } from './layout'

/** 1: a box with two addresses. 2: the road and what the step is about. 3: every rule. */
export type Level = 1 | 2 | 3

/** How closely a level is drawn: in a tight box the port's choice goes to the desk; a compact one draws all smaller. */
export type Fit = 'wide' | 'tight' | 'compact'

/** In em. Below the first size the road has no room; from the second on all rules are as readable as the road. */
const ROAD = { width: 21, height: 21 }
const RULES = { width: 76, height: 42 }

/** The level that suits a box; the road until the box is known. */
export function levelFor(box: Frame | null): Level {
  if (!box) return 2
  const holds = ({ width, height }: typeof ROAD) => box.width >= width * box.em && box.height >= height * box.em
  return holds(RULES) ? 3 : holds(ROAD) ? 2 : 1
}

export function fitOf(box: Frame | null): Fit {
  if (!box) return 'wide'
  const width = box.width / box.em
  return width < 29 ? 'compact' : width < 35 ? 'tight' : 'wide'
}
