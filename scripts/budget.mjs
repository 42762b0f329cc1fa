/**
 * Holds the built page to its sizes. Reads Vite's manifest, so it asks what a browser would load:
 * the page with all that it imports at once, the worker, and each chunk that waits for a press.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { root } from './setup/root.mjs'

/** Kilobytes (1000 bytes), gzipped. */
const budgets = { page: 170, worker: 90, lazy: 130 }

/** @typedef {{ file: string, isEntry?: boolean, isDynamicEntry?: boolean, imports?: string[], css?: string[] }} Chunk */

const dist = new URL('dist/', root)
/** @type {Record<string, Chunk>} */
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

/** @param {string} file */
const gzipped = (file) => gzipSync(readFileSync(new URL(file, dist))).length / 1000

/**
 * A chunk's files and those of everything it imports at once.
 * @param {string} key
 * @param {Set<string>} files
 */
function closure(key, files = new Set()) {
  const chunk = manifest[key]
  if (!chunk || files.has(chunk.file)) return files
  for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
  for (const other of chunk.imports ?? []) closure(other, files)
  return files
}

const entries = Object.keys(manifest).filter((key) => manifest[key]?.isEntry)
const page = new Set(entries.flatMap((key) => [...closure(key)]))
page.add('index.html')
const lazy = Object.keys(manifest).filter((key) => manifest[key]?.isDynamicEntry)
// Vite lists a worker only as an asset of the chunk that starts it: it is what no chunk names as its file. Each is whole in itself.
const named = new Set(Object.values(manifest).map(({ file }) => file))
const workers = readdirSync(new URL('assets/', dist))
  .filter((file) => file.endsWith('.js'))
  .map((file) => `assets/${file}`)
  .filter((file) => !named.has(file))

const rows = [
  { name: 'page', files: [...page], budget: budgets.page },
  ...workers.map((file) => ({
    name: `worker ${file.replace(/^assets\/|-.{8}\.js$/g, '')}`,
    files: [file],
    budget: budgets.worker,
  })),
  ...lazy.map((key) => ({
    name: `lazy ${key}`,
    files: [...closure(key)].filter((file) => !page.has(file)),
    budget: budgets.lazy,
  })),
]

let over = 0
for (const { name, files, budget } of rows) {
  const size = files.reduce((sum, file) => sum + gzipped(file), 0)
  const fits = size <= budget
  if (!fits) over++
  console.log(`${fits ? 'ok  ' : 'OVER'} ${size.toFixed(1).padStart(6)} of ${budget} kB  ${name}`)
}
if (page.size < 2 || workers.length === 0) {
  over++
  console.error('The build has no page or no worker.')
}
console.log(`${rows.length - over} passed, ${over} failed`)
process.exitCode = over ? 1 : 0
