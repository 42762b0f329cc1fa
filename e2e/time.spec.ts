import type { Page } from '@playwright/test'
import { expect, test } from './scope'

test.beforeEach(({ scope }) => scope.open())

/** Where the middle of the timeline is. */
async function middle(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.getByRole('slider', { name: 'Timeline' }).boundingBox()
  if (!box) throw new Error('the timeline is not there')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

test('a press on the timeline goes there, dragging goes along, and the keys go on from it', async ({ scope, page }) => {
  const { x, y } = await middle(page)
  const length = await scope.length()
  await page.mouse.click(x, y)
  await scope.settle()
  expect(Math.abs((await scope.playhead()) - length / 2)).toBeLessThan(3)
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 200, y, { steps: 5 })
  await page.mouse.up()
  await scope.settle()
  const dragged = await scope.playhead()
  expect(dragged).toBeGreaterThan(length / 2 + 10)
  await scope.press('ArrowRight')
  expect(await scope.playhead()).toBe(dragged + 1)
})

for (const [way, zoomIn] of Object.entries({
  'the button': (page: Page) => page.getByRole('button', { name: 'Zoom the timeline in' }).click(),
  'the key': (page: Page) => page.keyboard.press('+'),
  async 'Ctrl and the wheel'(page: Page) {
    const { x, y } = await middle(page)
    await page.mouse.move(x, y)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -100)
    await page.mouse.wheel(0, -100)
    await page.keyboard.up('Control')
  },
})) {
  test(`zoomed in by ${way}, the same stretch of screen is less of the run; the slider still counts all of it`, async ({
    scope,
    page,
  }) => {
    const length = await scope.length()
    await scope.scrub(Math.round(length / 2))
    await zoomIn(page)
    await scope.settle()
    const { x, y } = await middle(page)
    const places: number[] = []
    for (const at of [x, x + 200]) {
      await page.mouse.click(at, y)
      await scope.settle()
      places.push(await scope.playhead())
    }
    const box = await scope.timeline.boundingBox()
    expect(places[1] - places[0]).toBeLessThan((200 / ((box?.width ?? 0) - 18)) * length * 0.7)
    expect(await scope.length()).toBe(length)
    await scope.scrub(3)
    expect(await scope.playhead()).toBe(3)
    await scope.press('0')
    await expect(page.getByRole('button', { name: 'Zoom the timeline out' })).toHaveAttribute('aria-disabled', 'true')
  })
}

test('the ticks have a legend for who comes by keyboard', async ({ scope, page }) => {
  await scope.timeline.focus()
  await scope.press('ArrowRight')
  await expect(page.getByText(/rewritten by NAT \d+/)).toBeVisible()
})

test('a step paints no ticks again', async ({ scope, page }) => {
  const paints = () => page.evaluate(() => (window as unknown as { paints: number }).paints)
  await page.evaluate(() => {
    const counted = window as unknown as { paints: number }
    counted.paints = 0
    const { fillRect } = CanvasRenderingContext2D.prototype
    CanvasRenderingContext2D.prototype.fillRect = function (...box) {
      counted.paints++
      fillRect.apply(this, box)
    }
  })
  await scope.press('ArrowRight', 20)
  await scope.scrub(150)
  expect(await paints()).toBe(0)
  await scope.press('+')
  expect(await paints()).toBeGreaterThan(0)
})
