/** The Traffic tab: what to send, how it goes, and how full the table gets. */
import { useMemo } from 'react'
import { CapacityChart } from '../capacity/CapacityChart'
import { useScope } from '../store/store'
import { trafficText as text } from '../text/traffic'
import { FiguresList } from './FiguresList'
import { presetOf } from './preset'
import { useTraffic } from './store'
import { TrafficForm } from './TrafficForm'
import './traffic.css'

export function TrafficPanel() {
  const scenario = useScope((scope) => scope.run.scenario)
  const preset = useMemo(() => presetOf(scenario), [scenario])
  const { state, figures, samples } = useTraffic()
  if (!preset) return <p className="traffic-none">{text.none}</p>
  return (
    <div className="traffic" data-state={state}>
      <TrafficForm key={scenario.id} preset={preset} />
      {figures ? (
        <>
          <FiguresList figures={figures} />
          <CapacityChart samples={samples} />
        </>
      ) : (
        <p className="traffic-lead">{text.lead}</p>
      )}
    </div>
  )
}
