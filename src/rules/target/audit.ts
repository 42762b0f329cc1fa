/** `-j AUDIT`: tells the audit system of the packet. Nobody listens to it here. */
import { Wrong, type Extension } from '../grammar'

const TYPES = ['accept', 'drop', 'reject'] as const

export interface AuditTarget {
  kind: 'AUDIT'
  type: (typeof TYPES)[number]
}

export const audit: Extension<AuditTarget> = {
  kind: 'AUDIT',
  name: 'AUDIT',
  begin: () => ({ kind: 'AUDIT', type: 'accept' }),
  options: [
    {
      names: ['type'],
      must: true,
      expected: `one of ${TYPES.join(', ')}`,
      read(t, { args: [word] }) {
        const type = TYPES.find((one) => one === word)
        if (!type) throw new Wrong(`Bad action type value "${word}"`, `one of ${TYPES.join(', ')}`)
        t.type = type
      },
    },
  ],
  print: (t) => `--type ${t.type}`,
  list: (t) => `AUDIT ${t.type}`,
}
