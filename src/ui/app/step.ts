/** What the first step shows and the first screen does not: one piece, see `soon.ts`. */
export { ConntrackText } from '../conntrack/ConntrackText'
export { Body } from '../inspector/Body'
export { Answer } from '../router/Answer'
export { Beside } from '../router/Beside'
export { SelectedRule } from '../router/SelectedRule'
