/** Cases on disk, and where a command's words go. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Case, readCase } from '../cases/format'

export interface Terminal {
  print(line: string): void
  error(line: string): void
}

/** Throws with one plain sentence when the file is not there, is not JSON, or is no case. */
export function loadCase(path: string): Case {
  return readCase(JSON.parse(readFileSync(path, 'utf8')))
}

/** Every `.json` under a folder, whatever its depth, in order of name. */
export function caseFiles(folder: string): string[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const path = join(folder, name)
      if (statSync(path).isDirectory()) return caseFiles(path)
      return name.endsWith('.json') ? [path] : []
    })
}

/** Of a part of a rule that the engine passes over. */
export const notModelled = (text: string): string => `passed over, not modelled yet: ${text}`

export const message = (why: unknown): string => (why instanceof Error ? why.message : String(why))
