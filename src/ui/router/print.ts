/**
 * Rules as words. What prints them knows every match and target there is, so it comes in a piece of its own, asked
 * for at once: it is there before the engine has said what the rules are.
 */
import { use } from 'react'
import type { Rule } from '../../rules/ruleset'
import { motion } from '../player/motion'

export interface RuleLine {
  /** Its matches one by one, so that each can be ticked. */
  matches: string[]
  /** Which of them the engine knows nothing of, and so never lets hold. */
  unknown: boolean[]
  /** "-j MASQUERADE"; empty for a rule that only counts. */
  target: string
  /** The engine does not know the target: the packet goes on. */
  unknownTarget: boolean
}

type Parts = (rule: Rule) => { parts: string[]; target: string }

let print: Parts | undefined
const arrived = motion.begin()
const coming = import('../../rules/parts').then(({ ruleParts }) => (print = ruleParts)).finally(arrived)
// Who asks is told; that nobody asked is no error.
coming.catch(() => {})

const lines = new WeakMap<Rule, RuleLine>()

export function useRuleLine(rule: Rule): RuleLine {
  const parts = print ?? use(coming)
  const known = lines.get(rule)
  if (known) return known
  const { parts: matches, target } = parts(rule)
  const line = {
    matches,
    unknown: rule.matches.map(({ kind }) => kind === 'unmodelled'),
    target,
    unknownTarget: rule.target?.kind === 'unmodelled',
  }
  lines.set(rule, line)
  return line
}
