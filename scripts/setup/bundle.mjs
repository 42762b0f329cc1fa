/**
 * Node 20 cannot read TypeScript, so Vite bundles what is to run in Node into `.cache/`, and again when a source file is
 * newer.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { checkNode } from './node.mjs'
import { installPackages } from './packages.mjs'
import { root } from './root.mjs'

/** @typedef {{ print(line: string): void, error(line: string): void }} Terminal */
/**
 * @typedef {object} Runner
 * @property {(words: string[], terminal: Terminal) => number} main
 * @property {(path: string) => string | null} disagreement Where the engine parts from a recorded case; null when it does not.
 * @property {(recorded: object) => string} pretty A case as the recorder writes it.
 * @property {(folder: string, results: string) => { page: string, table: string }} fidelity
 */

/** The headless runner. @returns {Promise<Runner>} */
export const runner = () =>
  bundled({
    entry: 'src/cli/main.ts',
    name: 'natscope',
    sources: ['packet', 'rules', 'model', 'engine', 'scenarios', 'cases', 'cli'].map((name) => `src/${name}`),
  })

/** @param {URL} folder @returns {number} */
const newest = (folder) =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => statSync(`${entry.parentPath ?? entry.path}/${entry.name}`).mtimeMs),
  )

/**
 * @param {{ entry: string, name: string, sources: string[], minify?: boolean }} what `entry` and `sources` from the root;
 * `name` is the file's in `.cache/`
 * @returns {Promise<any>} the module
 */
export async function bundled({ entry, name, sources, minify = false }) {
  const bundle = fileURLToPath(new URL(`.cache/${name}.mjs`, root))
  const built = existsSync(bundle) ? statSync(bundle).mtimeMs : 0
  if (sources.some((folder) => newest(new URL(`${folder}/`, root)) > built)) await build(entry, bundle, minify)
  return import(`${bundle}?${statSync(bundle).mtimeMs}`)
}

/** @param {string} entry @param {string} bundle @param {boolean} minify */
async function build(entry, bundle, minify) {
  checkNode()
  installPackages()
  const vite = await import('vite')
  const output = await vite.build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(root),
    ssr: { noExternal: true },
    build: { ssr: entry, write: false, minify, target: 'node20' },
  })
  const chunk = [output].flat().flatMap((o) => ('output' in o ? o.output : []))[0]
  if (chunk.type !== 'chunk') throw new Error(`Vite made no bundle of ${entry}`)
  mkdirSync(new URL('.cache/', root), { recursive: true })
  // Renamed into place, so that two runs at once never read half a file.
  const half = `${bundle}.${process.pid}`
  writeFileSync(half, chunk.code)
  renameSync(half, bundle)
}
