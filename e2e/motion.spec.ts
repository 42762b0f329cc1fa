import type { Page } from '@playwright/test'
import { expect, test } from './scope'

/** Counts movements by script as the browser begins them, so that nothing depends on looking in time. */
async function countFlights(page: Page): Promise<{ readonly begun: number }> {
  const flights = { begun: 0 }
  const browser = await page.context().newCDPSession(page)
  browser.on('Animation.animationStarted', ({ animation }) => {
    if (animation.type === 'WebAnimation' && (animation.source?.duration ?? 0) > 1) flights.begun++
  })
  await browser.send('Animation.enable')
  return flights
}

test('the page opens standing still: nothing moves that nothing happened to', async ({ scope, page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await page.addInitScript(() => {
    document.addEventListener('animationstart', ({ animationName }) => {
      document.documentElement.dataset['moved'] = animationName
    })
  })
  await scope.open()
  await expect(page.locator('html')).not.toHaveAttribute('data-moved')
})

test('a packet flies along its wire', async ({ scope, page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await scope.open()
  const flights = await countFlights(page)
  await scope.press('Shift+ArrowRight', 2)
  expect(flights.begun).toBeGreaterThan(0)
})

test('with reduced motion it jumps instead', async ({ scope, page }) => {
  await scope.open()
  const flights = await countFlights(page)
  await scope.press('ArrowRight', 60)
  expect(flights.begun).toBe(0)
})

test('a step is announced once', async ({ scope, page }) => {
  await scope.open()
  await scope.press('ArrowRight', 5)
  await expect(scope.explanation).toHaveCount(1)
  const live = page.locator('[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"], [role="log"]')
  const [said = ''] = (await scope.explanation.innerText()).split('\n')
  await expect(live.filter({ hasText: said })).toHaveCount(1)
})
