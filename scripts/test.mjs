/**
 * `npm test`: runs every check in turn, goes on after a failure, and ends with one line,
 * "N passed, N failed": each unit test, story and size counts as one, each other check as one.
 *
 *   npm test                   everything
 *   npm test -- types unit     only these stages
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { root } from './setup/root.mjs'
import { tally } from './tally.mjs'

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string[]} run A package's command and its arguments, or "node".
 * @property {(output: string) => Count} [count] Reads how many passed; otherwise the stage is one check.
 */
/** @typedef {import('./tally.mjs').Count} Count */

/** @param {string} file */
const report = (file) => JSON.parse(readFileSync(new URL(`.cache/${file}`, root), 'utf8'))

/** Stages in one row run side by side. @type {Stage[][]} */
const rows = [
  [
    { name: 'format', run: ['prettier', '--check', '--log-level', 'warn', '.'] },
    { name: 'lint', run: ['oxlint', '--type-aware', '--deny-warnings'] },
  ],
  [
    { name: 'types', run: ['tsc', '-b'] },
    { name: 'unused', run: ['knip', '--no-progress', '--treat-config-hints-as-errors'] },
  ],
  [
    {
      name: 'unit',
      run: ['vitest', 'run', '--reporter=dot', '--reporter=json', '--outputFile.json=.cache/unit.json'],
      count: () => ({ passed: report('unit.json').numPassedTests, failed: report('unit.json').numFailedTests }),
    },
  ],
  [{ name: 'build', run: ['vite', 'build', '--logLevel', 'warn'] }],
  [
    {
      name: 'size',
      run: ['node', 'scripts/budget.mjs'],
      count: (output) => {
        const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? []
        return { passed: Number(passed), failed: Number(failed) }
      },
    },
  ],
  [
    {
      name: 'stories',
      run: ['playwright', 'test', '--config', 'e2e/playwright.config.ts'],
      count: () => {
        const { expected, unexpected, flaky } = report('stories.json').stats
        return { passed: expected, failed: unexpected + flaky }
      },
    },
  ],
]

const bin = fileURLToPath(new URL('node_modules/.bin/', root))

/**
 * @param {Stage} stage
 * @param {boolean} live Show its output as it comes, rather than when it failed.
 * @returns {Promise<Count>}
 */
async function runStage({ name, run: [command = '', ...args], count }, live) {
  const began = performance.now()
  if (live) console.log(`\n── ${name}`)
  const child = spawn(command === 'node' ? process.execPath : bin + command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) },
    shell: process.platform === 'win32',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
      if (live) process.stdout.write(text)
    })
  }
  const code = await new Promise((resolve) => child.on('close', resolve).on('error', () => resolve(1)))
  const result = tally(code === 0, count, output)
  if (result.failed && !live) console.log(`\n── ${name}\n${output.trimEnd()}\n`)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(
    `${result.failed ? 'FAILED' : 'ok    '} ${name}${count ? ` (${result.passed} passed)` : ''}, ${seconds} s`,
  )
  return result
}

const only = process.argv.slice(2)
mkdirSync(new URL('.cache/', root), { recursive: true })
// A stage that dies must not be counted by the report of the run before.
for (const file of ['unit.json', 'stories.json']) rmSync(new URL(`.cache/${file}`, root), { force: true })

/** @type {Count} */
const total = { passed: 0, failed: 0 }
/** @type {string[]} */
const failures = []
for (const row of rows) {
  const stages = row.filter(({ name }) => only.length === 0 || only.includes(name))
  const live = stages.length === 1
  const results = await Promise.all(stages.map((stage) => runStage(stage, live)))
  results.forEach(({ passed, failed }, at) => {
    total.passed += passed
    total.failed += failed
    if (failed) failures.push(stages[at]?.name ?? '')
  })
}

console.log(failures.length ? `\nFailed: ${failures.join(', ')}` : '')
process.exitCode = total.failed ? 1 : 0
console.log(`${total.passed} passed, ${total.failed} failed`)
