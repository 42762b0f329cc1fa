/** `-m cpu`: which processor handles the packet. */
import { bang, type Extension } from '../grammar'
import { integer } from '../values'

export interface CpuMatch {
  kind: 'cpu'
  /** From 0. */
  cpu: number
  not: boolean
}

export const cpu: Extension<CpuMatch> = {
  kind: 'cpu',
  name: 'cpu',
  begin: () => ({ kind: 'cpu', cpu: 0, not: false }),
  options: [
    {
      names: ['cpu'],
      not: true,
      must: true,
      read: (m, r) => void Object.assign(m, { cpu: integer(r, 0, 0xffffffff), not: r.not }),
    },
  ],
  print: (m) => `${bang(m.not)}--cpu ${m.cpu}`,
  list: (m) => `cpu ${bang(m.not)}${m.cpu}`,
}
