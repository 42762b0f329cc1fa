/** A rule in words: each match with its tick or cross where it was tested, the target, and what is not modelled. */
import type { ReactNode } from 'react'
import type { Rule } from '../../rules/ruleset'
import { useRuleLine } from './print'
import { words } from './words'

/** `results` are those of the matches that were asked: the first that fails is the last. */
interface RuleTextProps {
  rule: Rule
  results?: readonly boolean[]
  children?: ReactNode
}

export function RuleText({ rule, results, children }: RuleTextProps) {
  const line = useRuleLine(rule)
  return (
    <td className="rule-text mono">
      {line.matches.map((match, m) => (
        <Part key={m} text={match} unknown={line.unknown[m]} result={results && (results[m] ?? 'not-asked')} />
      ))}
      {line.target ? (
        <b className="rule-target" data-unknown={line.unknownTarget || undefined}>
          {line.target}
        </b>
      ) : (
        <i className="rule-none">{words.noTarget}</i>
      )}
      {line.unknownTarget && <NotModelled />}
      {children}
    </td>
  )
}

/** A match that was not asked has no sign: a dash would read as part of the rule. */
const SIGN = { true: '✓', false: '✗', 'not-asked': '' }

function Part({ text, unknown, result }: { text: string; unknown: boolean; result?: boolean | 'not-asked' }) {
  return (
    <span
      className="part"
      data-result={result}
      data-unknown={unknown || undefined}
      data-comment={text.startsWith('-m comment') || undefined}
    >
      {text}
      {unknown && <NotModelled />}
      {result !== undefined && (
        <i title={result === 'not-asked' ? words.notAsked : undefined}>
          <span aria-hidden="true">{SIGN[`${result}`]}</span>
          <span className="hidden-text">
            {' '}
            {result === 'not-asked' ? words.notAsked : result ? words.yes : words.no}
          </span>
        </i>
      )}{' '}
    </span>
  )
}

const NotModelled = () => <span className="rule-unknown">{words.notModelled}</span>
