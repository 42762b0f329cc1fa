/** `trace`: everything that happened while a case ran. */
import { runCase } from '../cases/run'
import type { TraceEvent } from '../model/trace'
import { loadCase, message, type Terminal } from './files'
import { observedText, TraceText } from './trace-text'

export function trace(path: string, terminal: Terminal): number {
  const text = new TraceText()
  try {
    const recorded = loadCase(path)
    runCase(recorded, {
      say: (event: TraceEvent) => terminal.print(text.line(event)),
      step: (i) => terminal.print(`── step ${i} ${JSON.stringify(recorded.steps[i])}`),
      observed: (o) => observedText(o).forEach((text) => terminal.print(`── ${text}`)),
    })
    return 0
  } catch (why) {
    terminal.error(`${path}: ${message(why)}`)
    return 1
  }
}
