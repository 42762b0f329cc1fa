/** What a step costs, as counts: they are the same on every machine, as times are not. */
import { expect, test } from './scope'

declare global {
  interface Window {
    counts: { commits: number; sent: number; received: number }
  }
}

test.beforeEach(async ({ scope, page }) => {
  await page.addInitScript(() => {
    const counts = { commits: 0, sent: 0, received: 0 }
    // React tells this hook of each time it has changed the page; its developer tools listen there too.
    const hook = { supportsFiber: true, inject: () => 1, onCommitFiberRoot: () => counts.commits++ }
    class Counted extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        this.addEventListener('message', () => counts.received++)
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
