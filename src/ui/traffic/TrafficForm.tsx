/** Hosts, conversations, rates, protocols, losses: and the button that runs them. */
import { useId, useState, type FormEvent } from 'react'
import type { Traffic } from '../../model/traffic'
import { Tools } from '../app/Tools'
import { useShell } from '../app/shell'
import { trafficText as text } from '../text/traffic'
import { draftOf, FIELD_NAMES, trafficOf, type Draft } from './draft'
import { useTraffic } from './store'

/** The form comes back as it was left, per router, for as long as the page lives. */
const left = new Map<Traffic, Draft>()

export function TrafficForm({ preset }: { preset: Traffic }) {
  const [draft, setDraft] = useState(() => left.get(preset) ?? draftOf(preset))
  const { state, start, stop, clear } = useTraffic()
  const shown = useShell((shell) => shell.tab === 'traffic')
  const form = useId()
  const message = useId()
  const checked = trafficOf(draft, preset)
  const wrong = 'wrong' in checked ? checked : null

  function change(field: keyof Draft, value: string): void {
    const next = { ...draft, [field]: value }
    left.set(preset, next)
    setDraft(next)
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    if ('traffic' in checked) start(checked.traffic)
  }

  return (
    <form className="traffic-form" id={form} aria-label={text.form} onSubmit={submit} noValidate>
      {FIELD_NAMES.map((field) => (
        <label key={field} className="traffic-field">
          <span>{text.fields[field]}</span>
          <input
            className="field mono"
            inputMode="decimal"
            autoComplete="off"
            value={draft[field]}
            aria-invalid={wrong?.wrong === field || undefined}
            aria-describedby={wrong?.wrong === field ? message : undefined}
            onChange={(event) => change(field, event.target.value)}
          />
        </label>
      ))}
      <p className="traffic-wrong" id={message} role="status">
        {wrong?.message}
      </p>
      {shown && (
        <Tools>
          {state !== 'none' && state !== 'running' && (
            <button type="button" className="btn" onClick={clear}>
              {text.clear}
            </button>
          )}
          {state === 'running' ? (
            <button type="button" className="btn go" onClick={stop}>
              {text.stop}
            </button>
          ) : (
            <button type="submit" form={form} className="btn go" aria-disabled={wrong !== null}>
              {text.run}
            </button>
          )}
        </Tools>
      )}
    </form>
  )
}
