/** How much of a router is drawn: chosen by the box it has, in em, so that a larger type needs a larger box. */
import type { Frame } from './layout'

/** 1: a box with two addresses. 2: the road and what the step is about. 3: every rule. */
export type Level = 1 | 2 | 3

/** How closely a level is drawn: in a tight box the port's choice goes to the desk; a compact one draws all smaller. */
export type Fit = 'wide' | 'tight' | 'compact'

/** In em. Below the first size the road has no room, a slim box wants more height; from the last on all rules are as readable. */
const ROAD = { width: 29, height: 21 }
const SLIM_ROAD = { width: 21, height: 22.5 }
const RULES = { width: 76, height: 42 }

/** em that a box may lose again before it is drawn less closely: a line more of other text must not change the picture. */
const SLACK = 2.5

/** The level that suits a box, `now` being what it is drawn at; the road until the box is known. */
export function levelFor(box: Frame | null, now?: Level): Level {
  if (!box) return 2
  const holds = ({ width, height }: typeof ROAD, level: Level) =>
    box.width >= width * box.em && box.height >= (height - (now !== undefined && now >= level ? SLACK : 0)) * box.em
  return holds(RULES, 3) ? 3 : holds(ROAD, 2) || holds(SLIM_ROAD, 2) ? 2 : 1
}

export function fitOf(box: Frame | null): Fit {
  if (!box) return 'wide'
  const width = box.width / box.em
  return width < ROAD.width ? 'compact' : width < 35 ? 'tight' : 'wide'
}
