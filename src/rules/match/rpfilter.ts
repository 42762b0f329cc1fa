/** `-m rpfilter`: an answer would leave by the interface the packet came in by (RFC 3704). */
import type { Extension } from '../grammar'
import { flagOptions, flagText } from './flags'

const FLAGS = ['loose', 'validmark', 'accept-local', 'invert'] as const

export interface RpfilterMatch extends Partial<Record<(typeof FLAGS)[number], true>> {
  kind: 'rpfilter'
}

export const rpfilter: Extension<RpfilterMatch> = {
  kind: 'rpfilter',
  name: 'rpfilter',
  begin: () => ({ kind: 'rpfilter' }),
  options: flagOptions(FLAGS),
  print: (m) => flagText(FLAGS, m, '--'),
  list: (m) => `rpfilter ${flagText(FLAGS, m)}`.trimEnd(),
  habitat: () => ({ tables: ['raw', 'mangle'], hooks: ['PREROUTING'] }),
}
