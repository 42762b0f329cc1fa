/** What comes as a chunk of its own: the parser of rule sets is as large as half an editor. */
import '../../rules/rare'

export { notModelled } from '../../rules/modelled'
export { parseRuleset } from '../../rules/parse'
export { missingSets } from '../../rules/set-names'
