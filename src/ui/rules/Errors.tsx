/** Bad lines in a list that is announced; each leads to its place. */
import type { RuleError } from '../../rules/ruleset'
import { text } from '../text/text'

interface Props {
  errors: readonly RuleError[]
  onGo(error: RuleError): void
}

export function Errors({ errors, onGo }: Props) {
  return (
    <div role="alert" className="rules-errors" hidden={errors.length === 0}>
      <ul>
        {errors.map((error) => (
          <li key={`${error.line}:${error.column}`}>
            <button type="button" onClick={() => onGo(error)}>
              <strong>{text.rules.place(error.line, error.column)}</strong> <span>{error.message}</span>
              {error.expected && <em>{text.rules.expected(error.expected)}</em>}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
