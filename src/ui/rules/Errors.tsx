/** Bad lines in a list that is announced; each leads to its place. */
import type { RuleError } from '../../rules/ruleset'
import { text } from '../text/text'

/** A text that is no rule set at all has as many bad lines as lines. */
const MOST = 40

interface Props {
  errors: readonly RuleError[]
  /** What the text looks like, if it is something else altogether. */
  instead: string | null
  onGo(error: RuleError): void
}

export function Errors({ errors, instead, onGo }: Props) {
  return (
    <div role="alert" className="rules-errors" hidden={errors.length === 0}>
      {errors.length > 0 && instead !== null && <p>{text.rules.instead(instead)}</p>}
      <ul>
        {errors.slice(0, MOST).map((error) => (
          <li key={`${error.line}:${error.column}`}>
            <button type="button" onClick={() => onGo(error)}>
              <strong>{text.rules.place(error.line, error.column)}</strong> <span>{error.message}</span>
              {error.expected && <em>{text.rules.expected(error.expected)}</em>}
            </button>
          </li>
        ))}
      </ul>
      {errors.length > MOST && <p>{text.rules.moreBad(errors.length - MOST)}</p>}
    </div>
  )
}
