export { parseRuleset, type Parsed } from './parse'
export { printMatch, printRule, printRuleset, printTarget } from './print'
export { ruleParts, type RuleParts } from './parts'
