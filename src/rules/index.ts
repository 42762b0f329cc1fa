export { parseRuleset, type Parsed } from './parse'
export { printRule, printRuleset } from './print'
export { listRuleset } from './list'
