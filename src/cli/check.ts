/** `check`: does the engine do what the kernel did? */
import { relative } from 'node:path'
import { runAgainst } from '../cases/agreement'
import { passedOver } from '../cases/modelled'
import { caseFiles, loadCase, message, notModelled, type Terminal } from './files'

export function check(folder: string, terminal: Terminal): number {
  const paths = caseFiles(folder)
  let failed = 0
  for (const path of paths) {
    const why = disagreement(path)
    if (why === null) continue
    failed++
    terminal.print(`${relative(folder, path)}: ${why}`)
  }
  terminal.print(`${paths.length - failed} passed, ${failed} failed`)
  return failed > 0 || paths.length === 0 ? 1 : 0
}

/** Where the engine parts from the recorded case in that file, A being the record and B the engine; null when it does not. */
export function disagreement(path: string): string | null {
  try {
    const recorded = loadCase(path)
    if (!recorded.observed) return 'nothing was recorded'
    const { difference } = runAgainst(recorded)
    return difference === null ? null : [...passedOver(recorded).map(notModelled), difference].join('\n  ')
  } catch (why) {
    return message(why)
  }
}
