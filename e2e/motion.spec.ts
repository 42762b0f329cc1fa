import { expect, test } from './scope'

declare global {
  interface Window {
    /** Movements of more than an instant that were begun. */
    flights: number
  }
}

/** Counts what Element.animate is asked for, so that nothing depends on looking at the right moment. */
function countAnimations() {
  window.flights = 0
  const animate = Element.prototype.animate
  Element.prototype.animate = function (frames, options) {
    const duration = typeof options === 'number' ? options : Number(options?.duration ?? 0)
    if (duration > 1) window.flights++
    return animate.call(this, frames, options)
  }
}

test('a packet flies along its wire', async ({ scope, page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await scope.open()
  await page.evaluate(countAnimations)
  await scope.press('Shift+ArrowRight', 2)
  expect(await page.evaluate(() => window.flights)).toBeGreaterThan(0)
})

test('with reduced motion it jumps instead', async ({ scope, page }) => {
  await scope.open()
  await page.evaluate(countAnimations)
  await scope.press('ArrowRight', 60)
  expect(await page.evaluate(() => window.flights)).toBe(0)
})

test('a step is announced once', async ({ scope, page }) => {
  await scope.open()
  await expect(scope.explanation).toHaveCount(1)
  const live = page.locator('[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"], [role="log"]')
  await scope.press('ArrowRight', 5)
  const said = await scope.explanation.innerText()
  const speaking = await live.filter({ hasText: said.split('\n')[0] }).count()
  expect(speaking).toBe(1)
})
