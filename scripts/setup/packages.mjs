import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { root } from './root.mjs'

/** Runs `npm ci` where node_modules is missing or is not what package-lock.json says. */
export function installPackages() {
  if (installed()) return
  console.log('Installing packages (npm ci) …')
  // NODE_ENV=production would leave out the tools that build the page.
  const flags = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  for (let attempt = 1; attempt <= 2; attempt++) {
    const { status } = npm(flags)
    if (status === 0) return
    if (attempt === 1) console.error('npm ci failed; trying once more.')
  }
  console.error('\nThe packages could not be installed. Is the npm registry reachable (`npm ping`)?')
  process.exit(1)
}

/**
 * npm leaves its own lock file in node_modules when an install is complete: what it lists is there.
 * Optional packages are those of other platforms, so they may be missing.
 */
function installed() {
  const wanted = packagesOf('package-lock.json')
  const present = packagesOf('node_modules/.package-lock.json')
  if (!wanted || !present) return false
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || (present[path] ? present[path].version === version : optional),
  )
}

/**
 * @param {string} file
 * @returns {Record<string, { version: string, optional?: boolean }> | undefined}
 */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(new URL(file, root), 'utf8')).packages
  } catch {
    return undefined
  }
}

/**
 * The npm that called us, or the one in the path.
 * @param {string[]} args
 */
export function npm(args) {
  const self = process.env['npm_execpath']
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }
  return self?.endsWith('.js')
    ? spawnSync(process.execPath, [self, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}
