/** What a step costs, as counts: they are the same on every machine, as times are not. */
import { expect, test } from './scope'

declare global {
  interface Window {
    counts: {
      commits: number
      sent: number
      received: number
      /** Events that came, and about how many bytes they were. */
      events: number
      bytes: number
      /** Of traffic: messages, the longest table in one, and the bytes of its buffer. */
      tables: { count: number; rows: number; buffer: number }
    }
  }
}

test.beforeEach(async ({ scope, page }) => {
  await page.addInitScript(() => {
    const tables = { count: 0, rows: 0, buffer: 0 }
    const counts = { commits: 0, sent: 0, received: 0, events: 0, bytes: 0, tables }
    // A packet's bytes as a text of the same length.
    const plain = (_: string, value: unknown) => (value instanceof Uint8Array ? '.'.repeat(value.length) : value)
    const hear = ({ data }: MessageEvent) => {
      counts.received++
      if (data.events) {
        counts.events += data.events.length
        counts.bytes += JSON.stringify(data.events, plain).length
      } else if (data.rows) {
        tables.count++
        tables.rows = Math.max(tables.rows, data.rows.count)
        tables.buffer = Math.max(tables.buffer, data.rows.buffer.byteLength)
      }
    }
    // React tells this hook of each time it has changed the page; its developer tools listen there too.
    const hook = { supportsFiber: true, inject: () => 1, onCommitFiberRoot: () => counts.commits++ }
    class Counted extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        this.addEventListener('message', hear)
      }
      override postMessage(message: unknown) {
        counts.sent++
        super.postMessage(message, [])
      }
    }
    Object.assign(window, { counts, Worker: Counted, __REACT_DEVTOOLS_GLOBAL_HOOK__: hook })
  })
  await scope.open()
})

test('a run is one question and a few answers', async ({ scope, page }) => {
  const { sent, received } = await page.evaluate(() => window.counts)
  expect(sent).toBe(1)
  expect(received).toBeLessThanOrEqual(2)
  expect(await scope.length()).toBeGreaterThan(100)
})

test('an event comes in some 200 bytes', async ({ page }) => {
  const { events, bytes } = await page.evaluate(() => window.counts)
  expect(events).toBeGreaterThan(100)
  expect(bytes / events).toBeLessThanOrEqual(250)
})

test('stepping and scrubbing ask nothing of the engine', async ({ scope, page }) => {
  const before = await page.evaluate(() => window.counts)
  await scope.press('ArrowRight', 30)
  await scope.press('ArrowLeft', 10)
  await scope.scrub(200)
  await scope.press('End')
  const after = await page.evaluate(() => window.counts)
  expect(after.sent).toBe(before.sent)
  expect(after.received).toBe(before.received)
})

test('a step draws the page at most twice', async ({ scope, page }) => {
  const before = await page.evaluate(() => window.counts.commits)
  await scope.walk('ArrowRight', 100)
  const steps = (await page.evaluate(() => window.counts.commits)) - before
  expect(steps).toBeGreaterThanOrEqual(100)
  expect(steps).toBeLessThanOrEqual(200)
})

test('a step lays the page out only a few times', async ({ scope, page }) => {
  await scope.press('ArrowRight')
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  const layouts = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'LayoutCount')?.value ?? NaN
  }
  const before = await layouts()
  // From the laptop through the router: the stage, the road and the inspector all change.
  await scope.press('ArrowRight', 40)
  expect(((await layouts()) - before) / 40).toBeLessThanOrEqual(5)
})

test('a full table comes in columns, ten times a second at most, and few of its rows are on the page', async ({
  scope,
  page,
}) => {
  await page.getByRole('tab', { name: 'Traffic' }).click()
  await scope.settle()
  await page.getByLabel('New per second').fill('1000000')
  const from = Date.now()
  await scope.button('Run traffic').click()
  await expect(page.getByRole('status').filter({ hasText: 'done' })).toBeVisible({ timeout: 150_000 })
  const { count, rows, buffer } = (await page.evaluate(() => window.counts)).tables
  expect(rows).toBeGreaterThan(65_536)
  expect(buffer / rows).toBeLessThanOrEqual(80)
  // A slow machine has longer: then they may be more, but never closer to each other.
  expect(count).toBeLessThanOrEqual((Date.now() - from) / 100 + 2)
  await page.getByRole('tab', { name: 'Conntrack' }).click()
  await scope.settle()
  expect(await scope.conntrack.locator('*').count()).toBeLessThanOrEqual(400)
})

test('a page at rest draws nothing', async ({ scope, page }) => {
  await scope.press('ArrowRight', 20)
  const commits = () => page.evaluate(() => window.counts.commits)
  const before = await commits()
  await page.evaluate(async () => {
    for (let i = 0; i < 30; i++) await new Promise((resolve) => requestAnimationFrame(resolve))
  })
  expect(await commits()).toBe(before)
})

test('there and back leaves as many elements as before', async ({ scope, page }) => {
  const elements = () => page.evaluate(() => document.body.querySelectorAll('*').length)
  const before = await elements()
  await scope.press('End')
  await scope.press('Home')
  expect(await elements()).toBe(before)
})
