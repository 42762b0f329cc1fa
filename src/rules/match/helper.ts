/** `-m helper`: the connection was expected by another one's helper. */
import { bang, type Extension } from '../grammar'
import { quote } from '../tokens'

export interface HelperMatch {
  kind: 'helper'
  /** "" for any. */
  helper: string
  not: boolean
}

/** Bytes, without the final zero (`struct xt_helper_info`). */
const LONGEST = 29

export const helper: Extension<HelperMatch> = {
  kind: 'helper',
  name: 'helper',
  begin: () => ({ kind: 'helper', helper: '', not: false }),
  options: [
    {
      names: ['helper'],
      not: true,
      must: true,
      expected: 'the name of a helper, such as ftp',
      read: (m, r) => void Object.assign(m, { helper: r.args[0].slice(0, LONGEST), not: r.not }),
    },
  ],
  print: (m) => `${bang(m.not)}--helper ${quote(m.helper)}`,
  list: (m) => `helper match ${bang(m.not)}"${m.helper}"`,
}
