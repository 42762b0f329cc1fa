import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const src = import.meta.dirname
const map = readFileSync(join(src, 'README.md'), 'utf8')

/** The map's table: a folder (or main.tsx) → its last cell, "may import". */
const rows = new Map(
  [...map.matchAll(/^\| `([\w.]+)\/?` +\|.*\| ([^|]+?) *\|$/gm)].map(([, name = '', may = '']) => [name, may]),
)
const folders = [...rows.keys()].filter((name) => !name.includes('.'))

/** "nothing", "packet, rules" or "all but engine, worker" → the names of folders. */
function mayImport(name: string): string[] {
  const cell = rows.get(name) ?? ''
  if (cell === 'nothing') return []
  const listed = cell.replace(/^all but /, '').split(', ')
  return cell.startsWith('all but ') ? folders.filter((it) => it !== name && !listed.includes(it)) : listed
}

interface Config {
  compilerOptions: { lib: string[]; types?: string[] }
  references: { path: string }[]
}
const config = (folder: string): Config => JSON.parse(readFileSync(join(src, folder, 'tsconfig.json'), 'utf8'))
const referencesOf = (folder: string): string[] =>
  config(folder)
    .references.map(({ path }) => path.replace(/^\.\.?\//, ''))
    .toSorted()

const isCode = (file: string) => /\.tsx?$/.test(file) && !/\.(test|bench)\.tsx?$|\.d\.ts$/.test(file)

/** Top-level folders that the folder's own code names in its imports. */
function imported(folder: string): string[] {
  const seen = new Set<string>()
  for (const file of readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' }).filter(isCode)) {
    const path = join(src, folder, file)
    for (const [, spec = ''] of readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
      seen.add(relative(src, resolve(dirname(path), spec)).split(/[\\/]/)[0] ?? '')
    }
  }
  seen.delete(folder)
  return [...seen].toSorted()
}

describe('the map in src/README.md', () => {
  test('has a row for every folder', () => {
    const there = readdirSync(src, { withFileTypes: true }).filter((it) => it.isDirectory())
    expect(folders.toSorted()).toEqual(there.map((it) => it.name).toSorted())
  })

  test.each(folders)('%s/ references just what its row names', (folder) => {
    expect(referencesOf(folder)).toEqual(mayImport(folder).toSorted())
  })

  // References are transitive, so the compiler would let a folder reach further than its row says.
  test.each(folders)('%s/ imports nothing else', (folder) => {
    expect(imported(folder).filter((name) => !mayImport(folder).includes(name))).toEqual([])
  })

  test('main.tsx is the only file that knows both ui and worker', () => {
    expect(referencesOf('.')).toEqual(mayImport('main.tsx'))
    expect(mayImport('ui')).not.toContain('worker')
    expect(mayImport('worker')).not.toContain('ui')
  })
})

describe('which world a folder lives in', () => {
  const pure = ['packet', 'rules', 'model', 'engine', 'scenarios', 'cases', 'explain', 'draw', 'filter']
  test.each(pure)('%s/ has no DOM, no Node, no timers', (folder) => {
    expect(config(folder).compilerOptions.lib).toEqual(['ES2023'])
    expect(config(folder).compilerOptions.types ?? []).toEqual([])
  })
})
