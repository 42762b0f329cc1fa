import { readFileSync } from 'node:fs'

/** Stops with a clear message where this Node is older than package.json's `engines` allow. */
export function checkNode() {
  const wanted = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).engines.node
  if (satisfies(process.versions.node, wanted)) return
  console.error(
    `Natscope needs Node ${wanted}; this is Node ${process.versions.node}. See https://nodejs.org/en/download`,
  )
  process.exit(1)
}

/**
 * Understands what `engines` uses: alternatives of `^a.b.c` and `>=a.b.c`.
 * @param {string} version "20.19.3"
 * @param {string} range "^20.19.0 || >=22.12.0"
 */
export function satisfies(version, range) {
  return range.split('||').some((alternative) => {
    const [, sign, least] = /^\s*(\^|>=)([\d.]+)\s*$/.exec(alternative) ?? []
    if (!sign || !least) throw new Error(`cannot read the Node range "${alternative}"`)
    const sameMajor = version.split('.')[0] === least.split('.')[0]
    return (sign === '>=' || sameMajor) && compare(version, least) >= 0
  })
}

/**
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  const [x, y] = [a, b].map((version) => version.split('.').map(Number))
  for (let i = 0; i < 3; i++) {
    const difference = (x?.[i] ?? 0) - (y?.[i] ?? 0)
    if (difference) return difference
  }
  return 0
}
