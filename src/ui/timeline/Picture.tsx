/** What is painted of the trace: ticks, their legend, and the map of the whole run. Comes beside the first paint. */
import { useMemo } from 'react'
import { packetsOf } from '../../draw/of-entry'
import { useStops } from '../player/stops'
import { useScope } from '../store/store'
import { Legend } from './Legend'
import { placesOf, ticksOf } from './marks'
import { Minimap } from './Minimap'
import { Ticks } from './Ticks'
import type { Span } from './zoom'

interface Props {
  span: Span
  zoomed: boolean
  /** CSS pixels. */
  width: number
  /** Whether to say what the ticks are: after a while over it, or at once. */
  legend: 'slow' | 'soon' | null
}

export function Picture({ span, zoomed, width, legend }: Props) {
  const trace = useScope((scope) => scope.trace)
  const edits = useScope((scope) => scope.run.edits)
  const { pkt, node, entry } = useScope((scope) => scope.selection)
  const stops = useStops(({ places }) => places)
  const ticks = useMemo(() => ticksOf(trace, edits), [trace, edits])
  const mine = useMemo(() => {
    if (node !== undefined && entry !== undefined) return placesOf(trace, packetsOf(trace, node, entry))
    return placesOf(trace, new Set(pkt === undefined ? [] : [pkt]))
  }, [trace, pkt, node, entry])
  return (
    <>
      <Ticks width={width} ticks={ticks} span={span} stops={stops} mine={mine} />
      {zoomed && <Minimap ticks={ticks} span={span} width={width} />}
      {legend && <Legend ticks={ticks} stops={stops.length} mine={mine.length} soon={legend === 'soon'} />}
    </>
  )
}
