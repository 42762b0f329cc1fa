/**
 * Finds a Chromium that really launches: being in the path is not enough (a library may be missing).
 * The answer is remembered in .cache/browser.json, which the stories read.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { packed, unpackBrowser } from './packed.mjs'
import { root } from './root.mjs'

/**
 * What Playwright's `launch` is given.
 * @typedef {object} Browser
 * @property {string} how In words, for the log.
 * @property {string} [executablePath] Playwright's own when left out.
 * @property {Record<string, string>} [env] Beside the environment as it is.
 * @property {string[]} args
 */
/** @typedef {Omit<Browser, 'how' | 'args'>} Candidate */

const memory = new URL('.cache/browser.json', root)

/** As root there is no sandbox; the rest keeps the browser from calling home. */
const args = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
]

/**
 * In this order; the later ones download something first.
 * @type {{ how: string, candidates: () => Candidate[] }[]}
 */
const ways = [
  { how: 'NATSCOPE_BROWSER', candidates: () => named() },
  { how: "Playwright's own Chromium", candidates: () => [{}] },
  { how: 'the Chromium or Chrome of this system', candidates: () => fromSystem() },
  { how: "Playwright's download", candidates: () => playwrightInstall() },
  { how: packed, candidates: () => unpackBrowser() },
  { how: 'apt', candidates: () => fromApt() },
]

/**
 * @returns {Promise<Browser>}
 * @throws {Error} where no way leads to a browser, saying what can be done.
 */
export async function findBrowser() {
  const known = remembered()
  if (known && (await launches(known)) === true) return known
  const tried = []
  for (const { how, candidates } of ways) {
    for (const candidate of candidates()) {
      const browser = { how, args, ...candidate }
      const result = await launches(browser)
      if (result === true) return remember(browser)
      tried.push(`  ${how}${candidate.executablePath ? ` (${candidate.executablePath})` : ''}: ${result}`)
    }
  }
  throw new Error(
    `No browser for the stories was found. Tried:\n${tried.join('\n')}\n` +
      'Install Chromium or Chrome, or name one: NATSCOPE_BROWSER=/path/to/chrome',
  )
}

/** @returns {Browser | undefined} */
function remembered() {
  try {
    /** @type {Browser} */
    const browser = JSON.parse(readFileSync(memory, 'utf8'))
    return named().every(({ executablePath }) => executablePath === browser.executablePath) ? browser : undefined
  } catch {
    return undefined
  }
}

/** @param {Browser} browser */
function remember(browser) {
  mkdirSync(new URL('.', memory), { recursive: true })
  writeFileSync(memory, `${JSON.stringify(browser, null, 2)}\n`)
  console.log(`Browser for the stories: ${browser.how}${browser.executablePath ? `, ${browser.executablePath}` : ''}`)
  return browser
}

/**
 * @param {Browser} browser
 * @returns {Promise<true | string>} true, or in a line why not.
 */
async function launches({ executablePath, env, args: flags }) {
  try {
    const browser = await chromium.launch({
      executablePath,
      args: flags,
      env: { ...process.env, ...env },
      timeout: 30_000,
    })
    try {
      const page = await browser.newPage()
      await page.setContent('<title>it works</title>')
      return (await page.title()) === 'it works' || 'it shows no page'
    } finally {
      await browser.close()
    }
  } catch (why) {
    const lines = String(why).split('\n')
    const cause = lines.find((line) => /error while loading|not found|doesn't exist|cannot open/i.test(line))
    return (cause ?? lines[0] ?? '').trim()
  }
}

/** @returns {Candidate[]} */
function named() {
  const executablePath = process.env['NATSCOPE_BROWSER']
  return executablePath ? [{ executablePath }] : []
}

/**
 * Playwright's channels do not look into Debian's /usr/bin/chromium.
 * @returns {Candidate[]}
 */
function fromSystem() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const elsewhere = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ]
  const inPath = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  const there = [...inPath, ...elsewhere].filter((path) => existsSync(path))
  return [...new Set(there)].map((executablePath) => ({ executablePath }))
}

/**
 * A hundred megabytes from Playwright's servers, where they can be reached.
 * @returns {Candidate[]}
 */
function playwrightInstall() {
  console.log("No browser found; trying Playwright's download …")
  const cli = fileURLToPath(new URL('node_modules/@playwright/test/cli.js', root))
  return run(process.execPath, [cli, 'install', '--only-shell', 'chromium']) ? [{}] : []
}

/** @returns {Candidate[]} */
function fromApt() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return []
  console.log('Trying apt-get install chromium …')
  const good =
    run('apt-get', ['update', '-qq']) &&
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'])
  return good ? fromSystem() : []
}

/**
 * @param {string} command
 * @param {string[]} parameters
 * @returns {boolean} Whether it went well within five minutes.
 */
function run(command, parameters) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, parameters, { stdio: 'ignore', env, timeout: 300_000 }).status === 0
}
