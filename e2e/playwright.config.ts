/**
 * The stories, told on the built page, which is served under a path of its own: it must not assume
 * that it lives at a root.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { defineConfig, devices, type LaunchOptions } from '@playwright/test'

const cache = new URL('../.cache/', import.meta.url)

/** What `scripts/setup.mjs --browser` found. */
function foundBrowser(): LaunchOptions {
  try {
    const { executablePath, args, env } = JSON.parse(readFileSync(new URL('browser.json', cache), 'utf8'))
    return { executablePath, args, env: { ...process.env, ...env } }
  } catch {
    throw new Error('No browser was found for the stories: run `node scripts/setup.mjs --browser` to see why.')
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (typeof address !== 'object' || !address) return reject(new Error('no port is free'))
      server.close(() => resolve(address.port))
    })
  })
}

// Playwright reads this file again in each worker; they inherit the port from the first reading.
const port = (process.env['NATSCOPE_STORIES_PORT'] ??= String(await freePort()))
const base = '/under/any/path/'
const page = `http://127.0.0.1:${port}${base}`

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: '100%',
  forbidOnly: true,
  // Several times what the longest story takes: how busy a machine is says nothing about the page.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: '../.cache/stories.json' }]],
  use: {
    baseURL: page,
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    // Flights only cost time here; motion.spec.ts is about them.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: foundBrowser(),
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'light', use: { colorScheme: 'light' } },
    // What a story does is the same in the dark; what it looks like is not.
    { name: 'dark', use: { colorScheme: 'dark' }, testMatch: /(home-router|a11y|sizes)\.spec\.ts/ },
  ],
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --base ${base} --port ${port} --strictPort`,
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    url: page,
    // Playwright asks for colours, our runner for none in a log; Node would remark on it.
    env: { NODE_NO_WARNINGS: '1' },
    stdout: 'ignore',
  },
})
