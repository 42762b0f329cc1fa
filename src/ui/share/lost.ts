/**
 * What another visit left: after a crash, or a tab that was closed. A tab keeps its own state for a reload (`arrive.ts`); this is
 * for a new one, and only where edits would be lost.
 */
import { useScope } from '../store/store'
import { lostText } from '../text/settings'
import { read, write } from '../theme/theme'
import { decode } from './codec'
import { openVisits, ownVisit, untilOver } from './ownVisit'
import { lastLeft, visitsIn, withVisit, type Visit } from './visits'

const KEY = 'natscope.last'
const kept = (): Visit[] => visitsIn(read(KEY))
const keep = (visits: readonly Visit[]): void => write(KEY, JSON.stringify(visits))

/** `fragment` is the run as a link has it; without a branch there is nothing to lose, and an earlier one stays. */
export async function keepForLater(fragment: string, branches: number, title: string): Promise<void> {
  if (branches === 0) return
  const id = await ownVisit()
  keep(withVisit(kept(), { id, fragment, title }))
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
  const own = await ownVisit()
  const last = lastLeft(kept(), new Set([own, ...(await openVisits())]))
  if (last) return offer(last, open)
  // It still goes on in another tab: should that be closed before anything was done here, this one offers it.
  const other = lastLeft(kept(), new Set([own]))
  if (!other) return
  const still = new AbortController()
  const stop = useScope.subscribe((now, before) => {
    if (now.run === before.run && now.playhead === before.playhead) return
    stop()
    still.abort()
  })
  void untilOver(other.id, still.signal).then(
    () => offer(lastLeft(kept(), new Set([own])) ?? other, open),
    () => {},
  )
}

async function offer(last: Visit, open: (fragment: string) => void): Promise<void> {
  if (!(await decode(last.fragment, Infinity))?.ok) return
  const { say, notice } = useScope.getState()
  if (notice) return
  const again = () => {
    // From here on it is this tab's.
    keep(kept().filter(({ id }) => id !== last.id))
    open(last.fragment)
  }
  say({ kind: 'info', text: lostText.back(last.title), action: { name: lostText.restore, run: again } })
}
