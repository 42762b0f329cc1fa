/** `-m connmark`: the connection's mark. */
import { bang, type Extension } from '../grammar'
import { marked, maskedText, type Masked } from '../values'

export interface ConnmarkMatch extends Masked {
  kind: 'connmark'
  not: boolean
}

export const connmark: Extension<ConnmarkMatch> = {
  kind: 'connmark',
  name: 'connmark',
  begin: () => ({ kind: 'connmark', value: 0, mask: 0, not: false }),
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
  list: (m) => `connmark match ${m.not ? '!' : ''} ${maskedText(m)}`,
}
