/** A labelled field with its error below, tied together for screen readers. */
import { useId } from 'react'

interface Props {
  name: string
  label: string
  value: string
  error?: string
  list?: string
  hint?: string
  onChange(value: string): void
  onLeave(): void
}

export function Input({ name, label, value, error, list, hint, onChange, onLeave }: Props) {
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
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
      />
      {error !== undefined && (
        <p className="builder-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
