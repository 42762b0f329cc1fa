/** A plain select, known to every keyboard and screen reader, and beside it what there is to see. */
import { useScope } from '../store/store'
import { text } from '../text/text'
import { useMenu } from './menu'
import './scenario.css'

export function ScenarioPicker() {
  const { id, title, lead } = useScope((scope) => scope.run.scenario)
  const open = useScope((scope) => scope.open)
  const groups = useMenu()
  const scenarios = groups.flatMap((group) => group.scenarios)
  const own = scenarios.some((scenario) => scenario.id === id)

  function choose(chosen: string) {
    const scenario = scenarios.find((each) => each.id === chosen)
    if (scenario) open(scenario)
  }

  return (
    <div className="scenario">
      <select
        className="btn scenario-select"
        aria-label={text.scenario.label}
        aria-describedby="scenario-lead"
        value={id}
        onChange={(event) => choose(event.target.value)}
      >
        {!own && <option value={id}>{title}</option>}
        {groups.map((group) => (
          <optgroup key={group.name} label={group.name}>
            {group.scenarios.map((scenario) => (
              <option key={scenario.id} value={scenario.id}>
                {scenario.title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <p className="scenario-lead" id="scenario-lead" title={lead}>
        {lead}
      </p>
    </div>
  )
}
