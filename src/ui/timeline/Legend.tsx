/** What the ticks stand for, and how many of each the run has. */
import { travel } from '../text/travel'
import { TICKS } from './marks'
import { LOOK } from './paint'

interface Props {
  ticks: Uint8Array
  stops: number
  mine: number
  /** At once, not only after a while over it. */
  soon: boolean
}

export function Legend({ ticks, stops, mine, soon }: Props) {
  const counts = TICKS.map(() => 0)
  for (const tick of ticks) counts[tick]++
  return (
    <ul className="timeline-legend" data-soon={soon || undefined} aria-hidden="true">
      {TICKS.map((tick, i) => {
        const { colour, height, wide, sign } = LOOK[tick]
        return (
          <li key={tick}>
            <i style={{ color: `var(${colour})` }}>
              {sign}
              <s style={{ height, width: Math.max(2, wide) }} />
            </i>
            {travel.ticks[tick]} <b>{counts[i]}</b>
          </li>
        )
      })}
      {stops > 0 && (
        <li>
          <i className="timeline-legend-stop" /> {travel.ticks.stop} <b>{stops}</b>
        </li>
      )}
      {mine > 0 && (
        <li>
          <i className="timeline-legend-mine" /> {travel.ticks.mine} <b>{mine}</b>
        </li>
      )}
    </ul>
  )
}
