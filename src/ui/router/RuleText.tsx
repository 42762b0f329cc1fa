/** A rule in words: each match with its tick or cross where it was tested, the target, and what is not modelled. */
import { words } from './words'
import type { RuleLine } from './ruleLine'

const say = words

export function RuleText({ line, results }: { line: RuleLine; results?: boolean[] }) {
  return (
    <td className="rule-text mono">
      {line.matches.map((match, m) => (
        <Part key={m} text={match} unknown={line.unknown[m]} result={results?.[m]} />
      ))}
      {line.target ? (
        <b className="rule-target" data-unknown={line.unknownTarget || undefined}>
          {line.target}
        </b>
      ) : (
        <i className="rule-none">{say.noTarget}</i>
      )}
      {line.unknownTarget && <NotModelled />}
    </td>
  )
}

function Part({ text, unknown, result }: { text: string; unknown: boolean; result?: boolean }) {
  return (
    <span className="part" data-result={result} data-unknown={unknown || undefined}>
      {text}
      {unknown && <NotModelled />}
      {result !== undefined && (
        <i>
          <span aria-hidden="true">{result ? '✓' : '✗'}</span>
          <span className="hidden-text"> {result ? say.yes : say.no}</span>
        </i>
      )}{' '}
    </span>
  )
}

const NotModelled = () => <span className="rule-unknown">{say.notModelled}</span>
