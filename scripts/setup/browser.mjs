/**
 * Finds a Chromium that really launches: being in the path is not enough (a library may be missing).
 * The answer is remembered in .cache/browser.json, which the stories read.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium } from '@playwright/test'
import { npm } from './packages.mjs'
import { root } from './root.mjs'

/**
 * @typedef {object} Browser
 * @property {string} how In words, for the log.
 * @property {string} [executablePath] Playwright's own when left out.
 * @property {string[]} args
 */

const memory = new URL('.cache/browser.json', root)
const sparticuz = '@sparticuz/chromium@147.0.0'

/** Playwright turns the sandbox off by itself; the rest keeps the browser from calling home. */
const args = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
]

/**
 * Each way gives paths to try (undefined: Playwright's own); the later ones download something first.
 * @type {{ how: string, paths: () => (string | undefined)[] | Promise<string[]> }[]}
 */
const ways = [
  { how: 'NATSCOPE_BROWSER or CHROME_PATH', paths: () => fromEnvironment() },
  { how: "Playwright's own Chromium", paths: () => [undefined] },
  { how: 'the Chromium or Chrome of this system', paths: () => fromSystem() },
  { how: 'Playwright’s download', paths: () => playwrightInstall() },
  { how: sparticuz, paths: () => fromNpm() },
  { how: 'apt', paths: () => fromApt() },
]

/**
 * @returns {Promise<Browser>}
 * @throws {Error} where no way leads to a browser, saying what can be done.
 */
export async function findBrowser() {
  const known = remembered()
  if (known && (await launches(known)) === true) return known
  const tried = []
  for (const { how, paths } of ways) {
    for (const executablePath of await paths()) {
      const browser = { how, args, ...(executablePath && { executablePath }) }
      const result = await launches(browser)
      if (result === true) return remember(browser)
      tried.push(`  ${how}${executablePath ? ` (${executablePath})` : ''}: ${result}`)
    }
  }
  throw new Error(
    `No browser for the stories was found. Tried:\n${tried.join('\n')}\n` +
      'Install Chromium or Chrome, or name one with NATSCOPE_BROWSER=/path/to/chrome.',
  )
}

/** @returns {Browser | undefined} */
function remembered() {
  try {
    const browser = JSON.parse(readFileSync(memory, 'utf8'))
    const named = process.env['NATSCOPE_BROWSER']
    return named && named !== browser.executablePath ? undefined : browser
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
async function launches({ executablePath, args: flags }) {
  try {
    const browser = await chromium.launch({ executablePath, args: flags, timeout: 30_000 })
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

function fromEnvironment() {
  return [process.env['NATSCOPE_BROWSER'], process.env['CHROME_PATH']].filter((path) => path !== undefined)
}

/** Playwright's channels do not look into Debian's /usr/bin/chromium. */
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
  return [...new Set([...inPath, ...elsewhere])].filter((path) => existsSync(path))
}

/** A hundred megabytes from Playwright's servers, where they can be reached. */
function playwrightInstall() {
  console.log('No browser found; downloading one (playwright install --only-shell chromium) …')
  const cli = fileURLToPath(new URL('node_modules/@playwright/test/cli.js', root))
  const { status } = spawnSync(process.execPath, [cli, 'install', '--only-shell', 'chromium'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: 240_000,
  })
  return status === 0 ? [undefined] : []
}

/** A Chromium packed in an npm package, for places where only the registry can be reached. */
async function fromNpm() {
  if (process.platform !== 'linux') return []
  const folder = new URL('.cache/sparticuz/', root)
  mkdirSync(folder, { recursive: true })
  console.log(`Trying ${sparticuz} …`)
  const prefix = fileURLToPath(folder)
  if (npm(['install', '--prefix', prefix, '--no-save', '--no-audit', '--no-fund', sparticuz]).status !== 0) return []
  const entry = join(prefix, 'node_modules/@sparticuz/chromium/build/esm/index.js')
  /** @type {{ default: { executablePath(): Promise<string> } }} */
  const packed = await import(pathToFileURL(entry).href)
  return [await packed.default.executablePath()]
}

function fromApt() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return []
  console.log('Trying apt-get install chromium …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env })
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    })
  } catch {
    return []
  }
  return fromSystem()
}
