/**
 * A Chromium packed in an npm package, for places where only the registry can be reached. The package
 * is made for AWS Lambda: told that it is there, it also unpacks the libraries a slim system lacks.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { npm } from './packages.mjs'
import { root } from './root.mjs'

export const packed = '@sparticuz/chromium@147.0.0'

/**
 * Installs and unpacks it under .cache/.
 * @returns {{ executablePath: string, env: Record<string, string> }[]} Empty where that is not possible.
 */
export function unpackBrowser() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return []
  console.log(`Trying ${packed} from npm …`)
  const folder = fileURLToPath(new URL('.cache/packed-browser/', root))
  const unpacked = join(folder, 'unpacked')
  mkdirSync(unpacked, { recursive: true })
  const install = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--loglevel=error', packed]
  if (npm(install).status !== 0) return []

  const entry = pathToFileURL(join(folder, 'node_modules/@sparticuz/chromium/build/esm/index.js')).href
  const script = `console.log(await (await import('${entry}')).default.executablePath())`
  const executablePath = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: unpacked, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
  }).trim()
  const env = { FONTCONFIG_FILE: fontsOf(unpacked) }
  return [
    { executablePath, env },
    { executablePath, env: { ...env, LD_LIBRARY_PATH: join(unpacked, 'al2023/lib') } },
  ]
}

/**
 * The package's own font list names Lambda's folders; a system without fonts draws no text.
 * @param {string} unpacked
 */
function fontsOf(unpacked) {
  const file = join(unpacked, 'fonts.conf')
  const folders = ['/usr/share/fonts', '/usr/local/share/fonts', join(unpacked, 'fonts')]
  const list = folders.map((folder) => `<dir>${folder}</dir>`).join('')
  const cache = `<cachedir>${join(unpacked, 'fonts-cache')}</cachedir>`
  writeFileSync(file, `<?xml version="1.0"?>\n<fontconfig>${list}${cache}</fontconfig>\n`)
  return file
}
