/** The node whose entries the tables below show: the one a person chose, else the one that traffic ran through, else where the packet is. */
import { useScope } from '../store/store'
import { trackerInFocus, trackers } from './entries'
import { useTable } from './table'

/** All that can be chosen, and the one that is. None where nobody tracks. */
export function useTracker(): { nodes: string[]; node: string | undefined } {
  const { run, view, trace } = useScope()
  const pinned = useTable((table) => table.pinned)
  const live = useTable((table) => table.live?.node)
  const nodes = trackers(run.scenario, view)
  // A choice made in another scenario may name nobody here.
  const node = pinned !== null && nodes.includes(pinned) ? pinned : (live ?? trackerInFocus(nodes, view, trace))
  return { nodes, node }
}
