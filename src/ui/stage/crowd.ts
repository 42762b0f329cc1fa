/** When more packets are in a realm than can be read there, the rest are small and on their wires. */
import type { Layout } from '../../draw/layout'
import type { Guest } from './guests'

/** Readable pills in one pane, beside the open packet; in a grid of hosts they would hide too many of them. */
const READABLE = { stack: 3, grid: 1 }

/** Those too many: of each pane the older ones. The open one never is. */
export function crowdOf({ panes, nodes }: Layout, guests: readonly Guest[]): Guest[] {
  const most = (pane: number) =>
    panes[pane]?.cards.some((id) => nodes.get(id)?.size !== 'full') ? READABLE.grid : READABLE.stack
  const seen = new Map<number, number>()
  return guests
    .toReversed()
    .filter(({ open, rest: { pane } }) => {
      if (open) return false
      const before = seen.get(pane) ?? 0
      seen.set(pane, before + 1)
      return before >= most(pane)
    })
    .toReversed()
}
