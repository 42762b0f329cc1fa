/** `-j CLASSIFY`: the class of a queueing discipline (`skb->priority`), "major:minor". Nothing here queues. */
import { Wrong, type Extension } from '../grammar'

export interface ClassifyTarget {
  kind: 'CLASSIFY'
  /** 16 bits each. */
  major: number
  minor: number
}

export const classify: Extension<ClassifyTarget> = {
  kind: 'CLASSIFY',
  name: 'CLASSIFY',
  begin: () => ({ kind: 'CLASSIFY', major: 0, minor: 0 }),
  options: [
    {
      names: ['set-class'],
      must: true,
      expected: 'a class such as 1:10, in hexadecimal',
      read(t, r) {
        // What stands behind the second number is not looked at.
        const [, major, minor] = /^(?:0x)?([0-9a-f]+):(?:0x)?([0-9a-f]+)/i.exec(r.args[0]) ?? []
        if (minor === undefined) throw new Wrong(`Bad class value "${r.args[0]}"`, 'a class such as 1:10')
        Object.assign(t, { major: parseInt(major, 16) & 0xffff, minor: parseInt(minor, 16) & 0xffff })
      },
    },
  ],
  print: (t) => `--set-class ${[t.major, t.minor].map((n) => n.toString(16).padStart(4, '0')).join(':')}`,
  list: (t) => `CLASSIFY set ${t.major.toString(16)}:${t.minor.toString(16)}`,
  habitat: () => ({ hooks: ['FORWARD', 'OUTPUT', 'POSTROUTING'] }),
}
