/** `-j LOG`: a line in the kernel's log; the packet goes on. */
import { words, Wrong, type Extension, type Option } from '../grammar'
import { quote } from '../tokens'

export interface LogTarget {
  kind: 'LOG'
  /** syslog severity, 0 to 7. */
  level: number
  /** At most 29 characters. */
  prefix: string
  tcpSequence: boolean
  tcpOptions: boolean
  ipOptions: boolean
  uid: boolean
  macDecode: boolean
}

/** Those of syslog(3)'s names, and of the spellings besides, that iptables takes. */
const LEVELS: Record<string, number> = {
  emerg: 0,
  panic: 0,
  alert: 1,
  crit: 2,
  error: 3,
  warning: 4,
  notice: 5,
  info: 6,
  debug: 7,
}
const WARNING = 4
/** As `iptables -L` spells the levels, and the flags. */
const NAMES = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug']
const LISTED = {
  tcpSequence: 'tcp-sequence',
  tcpOptions: 'tcp-options',
  ipOptions: 'ip-options',
  uid: 'uid',
  macDecode: 'macdecode',
}
/** Longer ones are cut short. */
const LONGEST_PREFIX = 29

/** In the order in which they are printed, with their bits in `iptables -L`'s "flags". */
const FLAGS = [
  ['log-tcp-sequence', 'tcpSequence', 1],
  ['log-tcp-options', 'tcpOptions', 2],
  ['log-ip-options', 'ipOptions', 4],
  ['log-uid', 'uid', 8],
  ['log-macdecode', 'macDecode', 32],
] as const

const flag = ([name, key]: (typeof FLAGS)[number]): Option<LogTarget> => ({
  names: [name],
  takes: 0,
  read: (t) => void (t[key] = true),
})

const EXPECTED = 'a level from 0 to 7, or a name such as debug, info or warning'

export const log: Extension<LogTarget> = {
  kind: 'LOG',
  name: 'LOG',
  begin: () => ({
    kind: 'LOG',
    level: WARNING,
    prefix: '',
    tcpSequence: false,
    tcpOptions: false,
    ipOptions: false,
    uid: false,
    macDecode: false,
  }),
  options: [
    {
      names: ['log-level'],
      expected: EXPECTED,
      read(t, r) {
        const text = r.args[0]
        const level = /^\d+$/.test(text) ? Number(text) : (LEVELS[text] ?? 8)
        if (level > 7) throw new Wrong(`log level "${text}" unknown`, EXPECTED)
        t.level = level
      },
    },
    {
      names: ['log-prefix'],
      expected: 'a text of at most 29 characters, in double quotes if it has blanks',
      read(t, r) {
        if (r.args[0] === '')
          throw new Wrong('Argument must have a minimum length of 1 characters', 'a text of 1 to 29 characters')
        t.prefix = r.args[0].slice(0, LONGEST_PREFIX)
      },
    },
    ...FLAGS.map(flag),
  ],
  print: (t) =>
    words(
      t.prefix && `--log-prefix ${quote(t.prefix)}`,
      t.level !== WARNING && `--log-level ${t.level}`,
      ...FLAGS.map(([name, key]) => t[key] && `--${name}`),
    ),
  list: (t, named) =>
    words(
      named
        ? words('LOG level', NAMES[t.level], ...FLAGS.map(([, key]) => t[key] && LISTED[key]))
        : `LOG flags ${FLAGS.reduce((sum, [, key, bit]) => sum + (t[key] ? bit : 0), 0)} level ${t.level}`,
      t.prefix && `prefix "${t.prefix}"`,
    ),
}
