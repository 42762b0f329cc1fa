/**
 * `npm run shots`: takes the README's pictures of the built page, light and dark, at the moment when
 * the router rewrites the first packet.
 *
 *   node scripts/shots.mjs [--out docs] [--size 1440x900] [--at 40] [--query scenario=ping]
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { build, preview } from 'vite'
import { findBrowser } from './setup/browser.mjs'
import { root } from './setup/root.mjs'

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'docs' },
    size: { type: 'string', default: '1440x900' },
    /** Events; without it, up to the rewrite. */
    at: { type: 'string' },
    query: { type: 'string', default: '' },
    name: { type: 'string', default: 'natscope' },
  },
})
const [width = 1440, height = 900] = values.size.split('x').map(Number)
const out = new URL(`${values.out}/`, root)
mkdirSync(out, { recursive: true })

await build({ logLevel: 'warn' })
const server = await preview({ logLevel: 'warn', preview: { host: '127.0.0.1', port: 0 } })
const { executablePath, args, env } = await findBrowser()
const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } })
try {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' })
    page.on('pageerror', (error) => console.error(String(error)))
    await page.goto(`${server.resolvedUrls?.local[0]}?${values.query}`)
    await page.waitForFunction('window.natscope')
    await page.evaluate('window.natscope.whenIdle()')
    const packet = page.getByRole('region', { name: 'Packet', exact: true })
    const arrived = async (/** @type {number} */ steps) =>
      values.at === undefined ? (await packet.getByText('203.0.113.5').count()) > 0 : steps >= Number(values.at)
    for (let steps = 0; steps < 1000 && !(await arrived(steps)); steps++) await page.keyboard.press('ArrowRight')
    await page.evaluate('window.natscope.whenIdle()')
    const path = fileURLToPath(new URL(`${values.name}-${colorScheme}.png`, out))
    await page.screenshot({ path })
    console.log(`${path}, ${(readFileSync(path).length / 1000).toFixed(0)} kB`)
    await page.close()
  }
} finally {
  await browser.close()
  await server.close()
}
