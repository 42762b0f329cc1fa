/** Two or three ways to see the same thing: a radio group that looks like one button. */
import { useId } from 'react'
import './segmented.css'

interface Props<Id extends string> {
  label: string
  options: readonly { id: Id; name: string }[]
  chosen: Id
  onChoose(id: Id): void
}

export function Segmented<Id extends string>({ label, options, chosen, onChoose }: Props<Id>) {
  const group = useId()
  return (
    <fieldset className="segmented">
      <legend className="hidden-text">{label}</legend>
      {options.map(({ id, name }) => (
        <label key={id} className="segmented-option">
          <input
            className="hidden-text"
            type="radio"
            name={group}
            checked={id === chosen}
            onChange={() => onChoose(id)}
            // The player's keys are arrows too: inside the group they choose.
            onKeyDown={(event) => event.key.startsWith('Arrow') && event.stopPropagation()}
          />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  )
}
