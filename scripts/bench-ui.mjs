/**
 * `npm run bench:ui [-- NAME …]`: the built page's speed in a real browser, beside what was aimed at. With `--dist FOLDER`
 * a page that was built already is measured.
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { build, preview } from 'vite'
import { findBrowser } from './setup/browser.mjs'
import { bundled } from './setup/bundle.mjs'
import { root } from './setup/root.mjs'

const { values, positionals } = parseArgs({ options: { dist: { type: 'string' } }, allowPositionals: true })
const outDir = values.dist ?? fileURLToPath(new URL('.cache/bench-ui', root))
const sources = ['bench', ...['packet', 'rules', 'model', 'engine', 'scenarios'].map((name) => `src/${name}`)]
const { main } = await bundled({ entry: 'bench/ui/main.ts', name: 'bench-ui', sources })

if (values.dist === undefined) await build({ logLevel: 'warn', build: { outDir, emptyOutDir: true } })
const server = await preview({ logLevel: 'warn', build: { outDir }, preview: { host: '127.0.0.1', port: 0 } })
const { executablePath, args, env } = await findBrowser()
const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } })
try {
  const url = server.resolvedUrls?.local[0]
  await main(positionals, { browser, url }, (/** @type {string} */ line) => process.stdout.write(`${line}\n`))
} finally {
  await browser.close()
  await server.close()
}
