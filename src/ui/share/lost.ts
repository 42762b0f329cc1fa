/**
 * What another visit left: after a crash, or a tab that was closed. A tab keeps its own state for a reload (`arrive.ts`); this is
 * for a new one, and only where edits would be lost.
 */
import { useScope } from '../store/store'
import { lostText } from '../text/settings'
import { read, write } from '../theme/theme'
import { decode } from './codec'

const KEY = 'natscope.last'

/** `fragment` is the run as a link has it; without a branch there is nothing to lose, and an earlier one stays. */
export function keepForLater(fragment: string, branches: number, title: string): void {
  if (branches > 0) write(KEY, JSON.stringify({ fragment, title }))
}

/** Whoever opens another scenario or link and leaves edits behind can take that back, as long as nothing else was done. */
export function offerTheLeft(): void {
  useScope.subscribe(({ run, say, open }, before) => {
    if (run.scenario === before.run.scenario || before.branches.list.length < 2) return
    const { scenario, edits } = before.run
    const again = () => open(scenario, edits, before.playhead, before.branches)
    say({ kind: 'info', text: lostText.left(scenario.title), action: { name: lostText.restore, run: again } })
  })
}

/** Asks whether to go on where another visit ended. `open` shows what the fragment holds. */
export async function offerLast(open: (fragment: string) => void): Promise<void> {
  const last = lastKept()
  if (!last || !(await decode(last.fragment, Infinity))?.ok) return
  const { say, notice } = useScope.getState()
  if (notice) return
  const restore = { name: lostText.restore, run: () => open(last.fragment) }
  say({ kind: 'info', text: lostText.back(last.title), action: restore })
}

function lastKept(): { fragment: string; title: string } | null {
  try {
    const kept: unknown = JSON.parse(read(KEY) ?? 'null')
    if (typeof kept !== 'object' || kept === null || !('fragment' in kept) || !('title' in kept)) return null
    const { fragment, title } = kept
    return typeof fragment === 'string' && typeof title === 'string' ? { fragment, title } : null
  } catch {
    return null
  }
}
