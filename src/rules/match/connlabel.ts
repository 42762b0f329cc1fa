/** `-m connlabel`: one of a connection's 128 labels. */
import { bang, Refused, words, Wrong, type Extension } from '../grammar'
import { parseInteger } from '../integer'

export interface ConnlabelMatch {
  kind: 'connlabel'
  /** 0 to 127. */
  label: number
  not: boolean
  /** Puts it there, where it is not yet. */
  set: boolean
}

const LABELS = 128

export const connlabel: Extension<ConnlabelMatch> = {
  kind: 'connlabel',
  name: 'connlabel',
  begin: () => ({ kind: 'connlabel', label: 0, not: false, set: false }),
  options: [
    {
      names: ['label'],
      not: true,
      must: true,
      expected: `a label from 0 to ${LABELS - 1}`,
      read(m, r) {
        const label = parseInteger(r.args[0])
        if (label === null || label > 0xffff)
          throw new Wrong(`label '${r.args[0]}' not found or invalid value`, `a label from 0 to ${LABELS - 1}`)
        Object.assign(m, { label, not: r.not })
      },
    },
    { names: ['set'], takes: 0, read: (m) => void (m.set = true) },
  ],
  finish(m) {
    if (m.label >= LABELS) throw new Refused(`a label from 0 to ${LABELS - 1}`, null, 'Numerical result out of range')
  },
  print: (m) => words(`${bang(m.not)}--label "${m.label}"`, m.set && '--set'),
  list: (m) => words(`connlabel ${bang(m.not)}${m.label}`, m.set && 'set'),
}
