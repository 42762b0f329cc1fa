export { parseRuleset, type Parsed } from './parse'
export { printMatch, printRule, printRuleset, printTarget } from './print'
export { listRuleset } from './list'
export { ruleParts, type RuleParts } from './parts'
