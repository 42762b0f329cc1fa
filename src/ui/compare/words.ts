/** Every string of the comparison, in English. */
import type { Difference, Happened, Verdict } from '../../draw/compare'
import { endText, factsOf, titleOf } from '../../draw/facts'
import type { RuleRef } from '../../model/trace'
import { words as stage } from '../stage/words'

export const words = {
  title: 'Compare',
  left: 'This',
  right: 'with',
  draft: (node: string) => `Rules being edited: ${node}`,
  both: 'Step both',
  back: 'Back both',
  first: 'To first difference',
  running: 'Running both…',
  same: 'No difference: every packet meets the same end by the same translations.',
  alone: 'Edit something (rules, or send a packet): then there are two runs to compare.',
  itself: 'These are the same run. Choose another one.',
  start: 'before the first event',
  event: (n: number, of: number) => `event ${n} of ${of}`,
  differs: 'differs',
  alike: 'the same',
  noPacket: 'no packet yet',
  until: (n: number, where: string, sides: readonly (readonly [name: string, what: string | null])[]) => {
    const alone = sides.find(([, what]) => what === null) && sides.find(([, what]) => what !== null)
    const told = alone
      ? `only in “${alone[0]}”, ${alone[1]}`
      : sides.map(([name, what]) => `in “${name}” ${what}`).join(', ')
    return `${n < 1 ? 'Different from the start' : `The same until event ${n}`}. Then, at ${where}: ${told}.`
  },
  go: 'Go there',
}

const ruleText = ({ table, chain, rule }: RuleRef): string => `rule ${rule} of ${table}/${chain}`
const verdictText = ({ rule, table, chain }: Verdict): string =>
  rule ? `accepted by ${ruleText(rule)}` : `accepted by the policy of ${table}/${chain}`

/** What happened on one side, after "it is" or "there it is"; null where the packet is not there. */
export function happenedText(it: Happened | undefined): string | null {
  if (!it) return null
  if (it.passed) return verdictText(it.passed)
  const { event } = it
  switch (event.kind) {
    case 'drop': {
      if (event.rule) return `dropped by ${ruleText(event.rule)}`
      return event.reason === 'policy' && event.hook
        ? `dropped by the policy of ${event.table ?? 'filter'}/${event.hook}`
        : stage.drop[event.reason]
    }
    case 'deliver':
      return 'delivered'
    case 'wire':
      return event.to ? `sent on to ${event.to.node}` : 'sent where nobody is'
    case 'route':
      return event.found
        ? `routed by ${event.found.to}${event.local ? ', to this machine itself' : ''}`
        : 'without a route'
    case 'ct-lookup':
      return `${event.state} for conntrack`
    case 'nat-bind': {
      const { manip, after } = event
      const address =
        manip === 'src' ? `${after.src}:${after.sport ?? after.id ?? ''}` : `${after.dst}:${after.dport ?? ''}`
      const by = event.rule ? ` by ${ruleText(event.rule)}` : ''
      return `given the ${manip === 'src' ? 'source' : 'destination'} ${address}${by}`
    }
    case 'rewrite':
      return 'rewritten'
    case 'packet': {
      const facts = factsOf(event.bytes)
      return `sent: ${titleOf(facts)} to ${endText(facts.dst)}`
    }
  }
}

/** The first difference in one sentence. */
export function differenceText({ a, b }: Difference, sides: [string, string], node: (id: string) => string): string {
  const at = a ?? b
  return words.until((at?.place ?? 1) - 1, at ? node(at.node) : '', [
    [sides[0], happenedText(a)],
    [sides[1], happenedText(b)],
  ])
}
