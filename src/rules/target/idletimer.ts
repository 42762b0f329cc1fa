/** `-j IDLETIMER`: programs hear when no packet has come for so long. Nobody listens to it here. */
import { Refused, words, type Extension } from '../grammar'
import { integer } from '../values'

export interface IdletimerTarget {
  kind: 'IDLETIMER'
  /** Seconds. */
  timeout: number
  label: string
  alarm?: true
}

/** Bytes, without the final zero (`MAX_IDLETIMER_LABEL_SIZE`). */
const LONGEST = 27

export const idletimer: Extension<IdletimerTarget> = {
  kind: 'IDLETIMER',
  name: 'IDLETIMER',
  begin: () => ({ kind: 'IDLETIMER', timeout: 0, label: '' }),
  options: [
    { names: ['timeout'], must: true, read: (t, r) => void (t.timeout = integer(r, 0, 0xffffffff)) },
    {
      names: ['label'],
      must: true,
      expected: 'a name for its file in /sys',
      read: (t, r) => void (t.label = r.args[0].slice(0, LONGEST)),
    },
    { names: ['alarm'], takes: 0, read: (t) => void (t.alarm = true) },
  ],
  finish(t, seen) {
    if (seen.has('timeout') && seen.has('label') && t.timeout === 0) throw new Refused('at least one second')
  },
  print: (t) => words(`--timeout ${t.timeout} --label ${t.label}`, t.alarm && '--alarm'),
  list: (t) => words(`timeout:${t.timeout} label:${t.label}`, t.alarm && 'alarm'),
}
