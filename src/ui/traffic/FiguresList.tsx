/** How the traffic goes, in numbers. Those that say something is wrong stand out once they are not 0. */
import type { Figures } from '../../model/traffic'
import { clock } from '../text/time'
import { trafficText as text } from '../text/traffic'
import { useTraffic } from './store'

const SHOWN = [
  'started',
  'finished',
  'failed',
  'packets',
  'lost',
  'entries',
  'earlyDrops',
  'tableFull',
  'exhausted',
  'dropped',
] as const
const BAD: ReadonlySet<string> = new Set(['failed', 'tableFull', 'exhausted', 'dropped', 'earlyDrops'])

export function FiguresList({ figures }: { figures: Figures }) {
  const { state, traffic, pace } = useTraffic()
  const flows = traffic?.flows ?? 0
  return (
    <div className="traffic-figures">
      <div className="traffic-progress">
        <progress aria-label={text.progress} max={flows} value={figures.started} />
        <span role="status">
          {state !== 'none' && text.state[state]}, {text.at(clock(figures.t))}
        </span>
      </div>
      <dl>
        {SHOWN.map((name) => (
          <div key={name} data-bad={(BAD.has(name) && figures[name] > 0) || undefined}>
            <dt>{text.figures[name]}</dt>
            <dd className="mono">{figures[name].toLocaleString('en')}</dd>
          </div>
        ))}
        {state === 'running' && (
          <div>
            <dt>{text.figures.pace}</dt>
            <dd className="mono">{Math.round(pace).toLocaleString('en')}</dd>
          </div>
        )}
      </dl>
    </div>
  )
}
