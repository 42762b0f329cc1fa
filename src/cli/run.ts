/** `run`: the same cases with the engine's observations in place of the kernel's. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { runAgainst } from '../cases/agreement'
import { passedOver } from '../cases/modelled'
import { pretty } from '../cases/pretty'
import { loadCase, message, notModelled, type Terminal } from './files'

export function run(paths: string[], out: string, terminal: Terminal): number {
  mkdirSync(out, { recursive: true })
  let failed = 0
  for (const path of paths) {
    try {
      const recorded = loadCase(path)
      const written = join(out, basename(path))
      writeFileSync(written, pretty({ ...recorded, observed: runAgainst(recorded).observed }))
      for (const text of passedOver(recorded)) terminal.error(`${path}: ${notModelled(text)}`)
      terminal.print(written)
    } catch (why) {
      failed++
      terminal.error(`${path}: ${message(why)}`)
    }
  }
  return failed > 0 ? 1 : 0
}
