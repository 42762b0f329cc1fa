/** The command line: which words mean which command. */
import { modelled } from '../cases/extensions'
import { check } from './check'
import type { Terminal } from './files'
import { run } from './run'
import { trace } from './trace'

const USAGE = `usage:
  npm run natscope -- run CASE.json... --out DIR   write the cases to DIR with what the engine does
  npm run natscope -- check DIR                    hold every recorded case under DIR against the engine
  npm run natscope -- trace CASE.json              print the trace of a case, an event a line
  npm run natscope -- modelled                     name the matches and targets that the engine does`

// For scripts that hold many cases against the engine, one by one.
export { pretty } from '../cases/pretty'
export { disagreement } from './check'
export { fidelity } from './fidelity'

/** The exit code: 0 when all went well, 1 when a case failed, 2 when the words make no sense. */
export function main(words: string[], terminal: Terminal): number {
  const [command, ...rest] = words
  if (command === 'run') {
    const at = rest.indexOf('--out')
    const [, out] = at < 0 ? [] : rest.splice(at, 2)
    if (out && rest.length > 0 && !rest.some((word) => word.startsWith('--'))) return run(rest, out, terminal)
  }
  if (command === 'check' && rest.length === 1) return check(rest[0], terminal)
  if (command === 'trace' && rest.length === 1) return trace(rest[0], terminal)
  if (command === 'modelled' && rest.length === 0) {
    for (const name of modelled.matches) terminal.print(`match ${name}`)
    for (const name of modelled.targets) terminal.print(`target ${name}`)
    return 0
  }
  terminal.error(USAGE)
  return 2
}
