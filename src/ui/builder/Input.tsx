/** A labelled field, tied to the message about it for screen readers. */
import { useId } from 'react'

interface Props {
  name: string
  label: string
  value: string
  /** Id of the message that says what is wrong; nothing when all is well. */
  message?: string
  list?: string
  hint?: string
  onChange(value: string): void
  onLeave(): void
}

export function Input({ name, label, value, message, list, hint, onChange, onLeave }: Props) {
  const id = useId()
  return (
    <div className="builder-field">
      <label htmlFor={id}>
        {label}
        {hint && <small>{hint}</small>}
      </label>
      <input
        id={id}
        className="field mono"
        name={name}
        value={value}
        list={list}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={message !== undefined}
        aria-describedby={message}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
      />
    </div>
  )
}
