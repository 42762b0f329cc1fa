/** `-j NFLOG`: hands a copy to a program such as ulogd, by its group; the packet goes on. */
import { Wrong, words, type Extension, type Option } from '../grammar'
import { quote } from '../tokens'
import { integer } from '../values'

export interface NflogTarget {
  kind: 'NFLOG'
  group: number
  /** At most 127 characters. */
  prefix: string
  /** Bytes of the packet to copy; null for all of it. */
  size: number | null
  /** Packets to gather before they are handed over; 0 for the kernel's own choice. */
  threshold: number
}

/** `NF_LOG_PREFIXLEN` with its final zero. Longer ones are cut short. */
const LONGEST_PREFIX = 127

const number = (name: string, key: 'group' | 'size' | 'threshold', max: number): Option<NflogTarget> => ({
  names: [`nflog-${name}`],
  expected: `a number to ${max}`,
  read: (t, r) => void (t[key] = integer(r, 0, max)),
})

const options = ({ prefix, group, size, threshold }: NflogTarget, dashes: string): string =>
  words(
    prefix && `${dashes}nflog-prefix ${quote(prefix)}`,
    group > 0 && `${dashes}nflog-group ${group}`,
    size !== null && `${dashes}nflog-size ${size}`,
    threshold > 0 && `${dashes}nflog-threshold ${threshold}`,
  )

export const nflog: Extension<NflogTarget> = {
  kind: 'NFLOG',
  name: 'NFLOG',
  begin: () => ({ kind: 'NFLOG', group: 0, prefix: '', size: null, threshold: 0 }),
  options: [
    number('group', 'group', 0xffff),
    {
      names: ['nflog-prefix'],
      expected: 'a text of at most 127 characters, in double quotes if it has blanks',
      read(t, r) {
        if (r.args[0] === '')
          throw new Wrong('Argument must have a minimum length of 1 characters', 'a text of 1 to 127 characters')
        t.prefix = r.args[0].slice(0, LONGEST_PREFIX)
      },
    },
    // It never worked, and iptables only warns of it.
    { names: ['nflog-range'], excludes: ['nflog-size'], read: (_t, r) => void integer(r, 0, 0xffffffff) },
    number('size', 'size', 0xffffffff),
    number('threshold', 'threshold', 0xffff),
  ],
  print: (t) => options(t, '--'),
  list: (t) => options(t, ''),
}
