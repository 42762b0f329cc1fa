/** `-m mark`: the packet's mark. */
import { bang, type Extension } from '../grammar'
import { marked, maskedText, type Masked } from '../values'

export interface MarkMatch extends Masked {
  kind: 'mark'
  not: boolean
}

export const mark: Extension<MarkMatch> = {
  kind: 'mark',
  name: 'mark',
  begin: () => ({ kind: 'mark', value: 0, mask: 0, not: false }),
  options: [
    {
      names: ['mark'],
      not: true,
      must: true,
      expected: 'a mark such as 0x10 or 0x10/0xff',
      read: (m, r) => void Object.assign(m, marked(r), { not: r.not }),
    },
  ],
  print: (m) => `${bang(m.not)}--mark ${maskedText(m)}`,
  list: (m) => `mark match ${bang(m.not)}${maskedText(m)}`,
}
