/** The Capacity tab: of the traffic, where some was run, else of the scenario up to the playhead. */
import { useMemo } from 'react'
import { samplesOf } from '../../draw/capacity-samples'
import { useTable } from '../conntrack/table'
import { useTracker } from '../conntrack/useTracker'
import { useScope } from '../store/store'
import { useTraffic } from '../traffic/store'
import { CapacityChart } from './CapacityChart'

export function CapacityPanel() {
  const { run, view, trace } = useScope()
  const load = useTraffic((traffic) => traffic.samples)
  const live = useTable((table) => table.live !== null)
  const { node: id } = useTracker()
  const node = run.scenario.nodes.find((one) => one.id === id)
  const traced = useMemo(() => (node && !live ? samplesOf(trace, view.n, node) : []), [trace, view.n, node, live])
  return <CapacityChart samples={live ? load : traced} />
}
