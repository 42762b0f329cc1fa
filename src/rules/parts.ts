/** A rule cut into what is tested, for showing which test said no. */
import { extensionOf } from './match'
import { printMatch, printTarget } from './print'
import './rare'
import type { Match, Rule } from './ruleset'

export interface RuleParts {
  /** One for each test, in the order of `Rule.matches` and so of a trace's `parts`. */
  parts: string[]
  /** "-j MASQUERADE", or "" for a rule that only counts. */
  target: string
}

export const ruleParts = (rule: Rule): RuleParts => ({
  parts: rule.matches.map(part),
  target: printTarget(rule.target),
})

/** `-p tcp` already said what `-m tcp` would say again. */
function part(m: Match): string {
  if (m.kind === 'tcp' || m.kind === 'udp' || m.kind === 'icmp') {
    const own = printOptions(m)
    if (own !== '') return own
  }
  return printMatch(m)
}

const printOptions = (m: Extract<Match, { kind: 'tcp' | 'udp' | 'icmp' }>): string => extensionOf(m).print(m)
