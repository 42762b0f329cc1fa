/** A disagreeing case made as small as it gets while it still disagrees on the live kernel. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Recorder } from './recorder.mjs'
import { smaller } from './smaller.mjs'

/** @typedef {import('./recorder.mjs').Case} Case */

/**
 * @param {import('../setup/bundle.mjs').Runner} engine
 * @param {string} path
 * @param {{ seconds: number, out: string }} order
 * @returns {Promise<number>} An exit code.
 */
export async function reduce(engine, path, { seconds, out }) {
  const recorder = new Recorder()
  const folder = mkdtempSync(join(tmpdir(), 'natscope-reduce-'))
  const until = performance.now() + seconds * 1000
  let tried = 0
  /** Recorded anew, with the difference; null when it agrees or cannot be played. @param {Case} given */
  const trial = async (given) => {
    tried++
    const recorded = await recorder.record(given)
    if (!recorded) return null
    const file = join(folder, 'case.json')
    writeFileSync(file, JSON.stringify(recorded))
    const difference = engine.disagreement(file)
    return difference === null ? null : { recorded, difference }
  }
  try {
    let best = await trial(JSON.parse(readFileSync(path, 'utf8')))
    if (!best) {
      console.log(`${path}: engine and kernel agree.`)
      return 1
    }
    const { kind } = told(best.difference)
    for (let found = true; found && performance.now() < until;) {
      found = false
      for (const candidate of smaller(best.recorded)) {
        if (performance.now() > until) break
        const shown = await trial(candidate)
        if (!shown || told(shown.difference).kind !== kind) continue
        // Twice, so that a busy moment is not taken for a difference.
        best = (await trial(shown.recorded)) ?? best
        found = best.recorded.steps.length <= shown.recorded.steps.length && size(best.recorded) <= size(shown.recorded)
        if (found) break
      }
    }
    write(engine, best.recorded, out)
    console.log(`${best.difference}\n${out}: ${size(best.recorded)} characters after ${tried} tries`)
    return 0
  } finally {
    await recorder.close()
    rmSync(folder, { recursive: true })
  }
}

/** As the recorder writes it, without the moments of its steps. @param {import('../setup/bundle.mjs').Runner} engine @param {Case} recorded @param {string} out */
function write(engine, recorded, out) {
  const { observed, kernel, ...head } = recorded
  const timeless = observed?.map((seen) => ({ ...seen, at: undefined }))
  writeFileSync(out, engine.pretty({ ...head, kernel, observed: timeless }))
}

/** What kind of difference it is: "emitted on router.wan0", "conntrack", "counters". @param {string} difference */
const told = (difference) => ({
  kind: /: (emitted|conntrack|counters|list|output)\b/.exec(difference)?.[1] ?? difference,
})

/** @param {Case} c */
const size = (c) => JSON.stringify({ ...c, observed: undefined }).length
