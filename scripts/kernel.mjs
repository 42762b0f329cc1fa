/**
 * Asks the live kernel. Needs Linux, root, and Debian's iproute2, iptables, nftables, conntrack and python3.
 *
 *   npm run kernel:record -- CASE.json... --out DIR
 *   npm run kernel:fuzz -- --count N [--profile P,Q] [--seed S] [--seconds T] [--jobs J] [--keep DIR] [--write]
 *   npm run kernel:reduce -- CASE.json [--out FILE] [--seconds T]
 *
 * Where something is missing it says what: in CI that is no failure.
 */
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { basename, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { PROFILES, fuzz } from './kernel/fuzz.mjs'
import { missing } from './kernel/needs.mjs'
import { python } from './kernel/recorder.mjs'
import { reduce } from './kernel/reduce.mjs'
import { keepResults } from './kernel/results.mjs'
import { runner } from './setup/bundle.mjs'
import { root } from './setup/root.mjs'

/** The words make no sense; the message is how they would. */
class Usage extends Error {}

/** Names are those of the folder one stands in. @param {string} path */
const here = (path) => resolve(process.env['INIT_CWD'] ?? process.cwd(), path)
const cache = (/** @type {string} */ name) => fileURLToPath(new URL(`.cache/${name}`, root))

/** @type {Record<string, (words: string[]) => Promise<number>>} */
const COMMANDS = {
  async record(words) {
    const { values, positionals } = parseArgs({
      args: words,
      allowPositionals: true,
      options: { out: { type: 'string' } },
    })
    if (!values.out || positionals.length === 0) throw new Usage('npm run kernel:record -- CASE.json... --out DIR')
    const child = python(['record.py', ...positionals.map(here), '--out', here(values.out)])
    child.stdout.pipe(process.stdout)
    const [code] = await once(child, 'close')
    return code
  },

  async fuzz(words) {
    const text = /** @type {const} */ ({ type: 'string' })
    const options = { count: text, profile: text, seed: text, seconds: text, jobs: text, keep: text }
    const { values } = parseArgs({ args: words, options: { ...options, write: { type: 'boolean' } } })
    const profiles = values.profile?.split(',') ?? PROFILES
    if (!profiles.every((profile) => PROFILES.includes(profile)))
      throw new Usage(`--profile is one or more of ${PROFILES.join(',')}`)
    const seed = number('seed', values.seed, randomInt(1, 1_000_000_000))
    const count = Math.ceil(number('count', values.count, 300) / profiles.length)
    const keep = here(values.keep ?? cache('kernel'))
    const seconds = values.seconds ? number('seconds', values.seconds, 0) : undefined
    const jobs = number('jobs', values.jobs, availableParallelism())
    console.log(`Random cases: ${count} each of ${profiles.join(', ')}, seed ${seed}`)
    const results = await fuzz(await runner(), { profiles, seed, count, seconds, jobs, keep })
    for (const { profile, cases, agree } of results) console.log(`${profile}: ${agree} of ${cases} agree, seed ${seed}`)
    if (values.write) keepResults(results)
    const agree = results.reduce((sum, r) => sum + r.agree, 0)
    const cases = results.reduce((sum, r) => sum + r.cases, 0)
    // Nothing grown is nothing shown.
    const failed = cases ? cases - agree : 1
    console.log(`${agree} passed, ${failed} failed`)
    return failed ? 1 : 0
  },

  async reduce(words) {
    const options = /** @type {const} */ ({ out: { type: 'string' }, seconds: { type: 'string' } })
    const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options })
    const [path] = positionals
    if (!path || positionals.length > 1)
      throw new Usage('npm run kernel:reduce -- CASE.json [--out FILE] [--seconds T]')
    const out = values.out ? here(values.out) : here(`${basename(path, '.json')}.reduced.json`)
    return reduce(await runner(), here(path), { seconds: number('seconds', values.seconds, 300), out })
  },
}

/** @param {string} name @param {string | undefined} text @param {number} otherwise */
function number(name, text, otherwise) {
  if (text === undefined) return otherwise
  if (!/^[1-9]\d*$/.test(text)) throw new Usage(`--${name} ${text}: a whole number from 1 on was expected`)
  return Number(text)
}

async function main() {
  const [command = '', ...words] = process.argv.slice(2)
  const run = COMMANDS[command]
  if (!run) throw new Usage('npm run kernel:record, kernel:fuzz or kernel:reduce')
  const lacking = missing()
  if (lacking.length === 0) return run(words)
  console.log(`The live kernel cannot be asked here. ${lacking.join(' ')}`)
  if (!process.env['CI']) return 1
  console.log('skipped')
  return 0
}

try {
  process.exitCode = await main()
} catch (why) {
  // parseArgs has errors of its own.
  const code = why instanceof Error && 'code' in why ? String(why.code) : ''
  if (!(why instanceof Usage) && !code.startsWith('ERR_PARSE_ARGS')) throw why
  console.error(why instanceof Error ? why.message : why)
  process.exitCode = 2
}
