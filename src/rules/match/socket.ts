/** `-m socket`: a socket of this node is open for the packet. */
import type { Extension } from '../grammar'
import { flagOptions, flagText } from './flags'

const FLAGS = ['transparent', 'nowildcard', 'restore-skmark'] as const

export interface SocketMatch extends Partial<Record<(typeof FLAGS)[number], true>> {
  kind: 'socket'
}

export const socket: Extension<SocketMatch> = {
  kind: 'socket',
  name: 'socket',
  begin: () => ({ kind: 'socket' }),
  options: flagOptions(FLAGS),
  print: (m) => flagText(FLAGS, m, '--'),
  list: (m) => `socket ${flagText(FLAGS, m, '--')}`.trimEnd(),
  habitat: () => ({ hooks: ['PREROUTING', 'INPUT'] }),
}
