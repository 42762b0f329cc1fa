/** What is put before the camera. */
import { explain } from '../../explain/explain'
import { Stage } from '../stage/Stage'
import { useScope } from '../store/store'
import { clock } from '../text/time'
import { words } from './words'
import './pictures.css'

export function StageScene() {
  return (
    <div className="pictures-stage">
      <Stage />
    </div>
  )
}

/** The stage, and below it what is said about this moment. */
export function FilmScene() {
  const { trace, view, before, run } = useScope()
  const event = trace[view.n - 1]
  const told = event && explain(event, before, view, run.scenario)
  return (
    <div className="pictures-film">
      <Stage />
      <div className="pictures-caption">
        <p className="pictures-where">
          <b>{run.scenario.title}</b> {words.step(view.n, trace.length)}
          <span className="mono">{clock(view.t)}</span>
        </p>
        <p className="pictures-say">{told?.sentence ?? run.scenario.lead}</p>
        {told?.rule && <code className="pictures-rule">{told.rule}</code>}
      </div>
    </div>
  )
}
