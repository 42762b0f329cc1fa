/**
 * The headless runner as a module. Node 20 cannot read TypeScript, so Vite bundles `src/cli` once into `.cache/`, and again
 * when a source file is newer.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { checkNode } from './node.mjs'
import { installPackages } from './packages.mjs'
import { root } from './root.mjs'

const bundle = fileURLToPath(new URL('.cache/natscope.mjs', root))
const sources = ['packet', 'rules', 'model', 'engine', 'scenarios', 'cases', 'cli']

/** @typedef {{ print(line: string): void, error(line: string): void }} Terminal */
/**
 * @typedef {object} Runner
 * @property {(words: string[], terminal: Terminal) => number} main
 * @property {(path: string) => string | null} disagreement Where the engine parts from a recorded case; null when it does not.
 * @property {(recorded: object) => string} pretty A case as the recorder writes it.
 * @property {(folder: string, results: string) => { page: string, table: string }} fidelity
 */

/** @param {URL} folder @returns {number} */
const newest = (folder) =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => statSync(`${entry.parentPath ?? entry.path}/${entry.name}`).mtimeMs),
  )

function stale() {
  if (!existsSync(bundle)) return true
  const built = statSync(bundle).mtimeMs
  return sources.some((name) => newest(new URL(`src/${name}/`, root)) > built)
}

async function bundleSources() {
  checkNode()
  installPackages()
  const { build } = await import('vite')
  const output = await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(root),
    ssr: { noExternal: true },
    build: { ssr: 'src/cli/main.ts', write: false, minify: false, target: 'node20' },
  })
  const chunk = [output].flat().flatMap((o) => ('output' in o ? o.output : []))[0]
  if (chunk.type !== 'chunk') throw new Error('Vite made no bundle of src/cli')
  mkdirSync(new URL('.cache/', root), { recursive: true })
  // Renamed into place, so that two runs at once never read half a file.
  const half = `${bundle}.${process.pid}`
  writeFileSync(half, chunk.code)
  renameSync(half, bundle)
}

/** @returns {Promise<Runner>} */
export async function runner() {
  if (stale()) await bundleSources()
  return import(`${bundle}?${statSync(bundle).mtimeMs}`)
}
