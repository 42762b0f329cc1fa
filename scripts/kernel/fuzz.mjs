/** Fresh random cases: the kernel plays them as they grow, then the engine has to do the same. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Recorder, python } from './recorder.mjs'

export const PROFILES = ['nat', 'filter', 'tcp', 'all', 'mixed', 'strange', 'changes', 'edges']

/** @typedef {{ profile: string, seed: number, cases: number, agree: number }} Result Seeds run from `seed` on. */
/**
 * @typedef {object} Order
 * @property {string[]} profiles
 * @property {number} seed Of the first case of each profile.
 * @property {number} count Cases of each profile.
 * @property {number} [seconds] No case is begun after so long.
 * @property {number} jobs
 * @property {string} keep Where disagreeing cases go.
 */

/**
 * @param {import('../setup/bundle.mjs').Runner} engine
 * @param {Order} order
 * @returns {Promise<Result[]>}
 */
export async function fuzz(engine, order) {
  const folder = mkdtempSync(join(tmpdir(), 'natscope-fuzz-'))
  const judge = new Judge(engine, order.keep)
  const extensions = modelled(engine).join(',')
  /** @type {Map<string, Result>} */
  const results = new Map(order.profiles.map((profile) => [profile, { profile, seed: order.seed, cases: 0, agree: 0 }]))
  const tasks = order.profiles.flatMap((profile) => slices(profile, order))
  const seconds = order.seconds && (order.seconds * order.jobs) / tasks.length
  const worker = async () => {
    for (let task = tasks.shift(); task; task = tasks.shift()) {
      const { profile, seed, count } = task
      const words = [
        '--profile',
        profile,
        '--seed',
        seed,
        '--count',
        count,
        '--extensions',
        extensions,
        '--out',
        folder,
      ]
      const child = python(['fuzz.py', ...words.map(String), ...(seconds ? ['--seconds', String(seconds)] : [])])
      for await (const path of createInterface({ input: child.stdout })) {
        const result = results.get(profile)
        if (!result) continue
        result.cases++
        if (await judge.agrees(path)) result.agree++
        rmSync(path)
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: order.jobs }, worker))
  } finally {
    await judge.close()
    rmSync(folder, { recursive: true })
  }
  return [...results.values()]
}

/** As many pieces as there are jobs, so that they end together. @param {string} profile @param {Order} order */
function slices(profile, { seed, count, jobs }) {
  const size = Math.ceil(count / jobs)
  const starts = Array.from({ length: Math.ceil(count / size) }, (_, i) => i * size)
  return starts.map((start) => ({ profile, seed: seed + start, count: Math.min(size, count - start) }))
}

/** The matches and targets that the engine models: only these are drawn. @param {import('../setup/bundle.mjs').Runner} engine */
export function modelled(engine) {
  /** @type {string[]} */
  const names = []
  engine.main(['modelled'], { print: (line) => names.push(line.split(' ')[1] ?? ''), error: () => {} })
  return names
}

const AGAIN = 3

class Judge {
  #recorder = new Recorder()
  #shown = 0
  /** One at a time: there is one recorder. @type {Promise<unknown>} */
  #turn = Promise.resolve()
  /** @param {import('../setup/bundle.mjs').Runner} engine @param {string} keep */
  constructor(engine, keep) {
    this.engine = engine
    this.keep = keep
  }

  /**
   * A case that disagrees is played by the kernel again, up to three times: what depends on a busy machine's clock, or on dice
   * that fell on a number that a rule names, does not come every time.
   * @param {string} path
   * @returns {Promise<boolean>}
   */
  async agrees(path) {
    const difference = this.engine.disagreement(path)
    if (difference === null) return true
    const turn = this.#turn.then(() => this.#again(path))
    this.#turn = turn
    const steady = await turn
    if (!steady) {
      console.log(
        `${basename(path)}: the kernel did otherwise another time, and then they agree. First: ${head(difference)}`,
      )
      return true
    }
    mkdirSync(this.keep, { recursive: true })
    copyFileSync(path, join(this.keep, basename(path)))
    console.log(`${basename(path)}: ${difference}\n  kept: ${join(this.keep, basename(path))}`)
    // A machine that is thrown away afterwards takes its files along.
    if (process.env['CI'] && this.#shown++ < 3) console.log(readFileSync(path, 'utf8'))
    return false
  }

  /** Whether it disagrees every time. @param {string} path */
  async #again(path) {
    for (let left = AGAIN; left > 0; left--) {
      const recorded = await this.#recorder.record(JSON.parse(readFileSync(path, 'utf8')))
      if (!recorded) return true
      const second = `${path}.again`
      writeFileSync(second, JSON.stringify(recorded))
      const difference = this.engine.disagreement(second)
      rmSync(second)
      if (difference === null) return false
    }
    return true
  }

  close() {
    return this.#recorder.close()
  }
}

/** @param {string} text */
const head = (text) => text.split('\n').slice(0, 3).join(' ').replace(/\s+/g, ' ').slice(0, 300)
