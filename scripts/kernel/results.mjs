/** What the last run of each profile showed, kept for the fidelity page. */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { release } from 'node:os'
import { root } from '../setup/root.mjs'

const file = new URL('kernel/results.json', root)

/** @param {import('./fuzz.mjs').Result[]} results */
export function keepResults(results) {
  const kernel = release().split('-')[0]
  const iptables = spawnSync('iptables', ['--version'], { encoding: 'utf8' }).stdout.trim().replace('iptables v', '')
  const kept = { ...read() }
  for (const { profile, ...counts } of results) kept[profile] = { kernel, iptables, ...counts }
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`)
}

/** @returns {Record<string, object>} */
function read() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}
