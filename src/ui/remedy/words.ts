/** Every string of the remedies, in English. */
import type { Remedy } from '../../explain/remedies'
import type { EventOf } from '../../model/trace'
import { words as stage } from '../stage/words'

type Fate = EventOf<'deliver'> | EventOf<'drop'>

export const words = {
  ask: 'What would let it through?',
  lead: 'Each of these was tried on this run, from just before the packet is stopped. The smallest comes first.',
  running: 'Trying small changes…',
  none: 'No small change of rules or settings lets this packet through.',
  failed: (why: string) => `They could not be tried: ${why}`,
  gone: 'No packet is dropped at this step.',
  what: ({ kind, rule }: Remedy, node: string): string => {
    switch (kind) {
      case 'mend':
        return `Rule ${rule?.rule} of ${rule?.table}/${rule?.chain} was nearly right for it:`
      case 'accept':
        return rule
          ? `One more rule before rule ${rule.rule} of ${rule.table}/${rule.chain}, for this conversation only.`
          : 'One more rule at the end of the chain, for this conversation only.'
      case 'remove':
        return `Without rule ${rule?.rule} of ${rule?.table}/${rule?.chain}: all else that it stops gets through, too.`
      case 'source':
        return `${node} lends it an address of its own, so that the answer finds back.`
      case 'sysctl':
        return `A setting of ${node}, for all packets.`
    }
  },
  inPlaceOf: 'in place of',
  on: (node: string) => `On ${node}`,
  fate: (fate: Fate, answer: boolean, node: string): string => {
    if (fate.kind === 'deliver') return answer ? `Tried: the answer reaches ${node}.` : `Tried: it reaches ${node}.`
    return `Tried: it gets further, to ${node}: ${stage.drop[fate.reason]}.`
  },
  go: 'Do it in a branch',
  done: (shell: string) => `Done, in a branch of its own: ${shell}. Step on to see the packet pass.`,
}
