import type { Page } from '@playwright/test'
import { expect, test } from './scope'
import { sizes } from './sizes'

/** Elements with text of their own that is wider or higher than the box that cuts it off. */
function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut = (element: Element): boolean => {
      const { overflowX, overflowY, display } = getComputedStyle(element)
      if (display === 'inline' || element.closest('[aria-hidden="true"], .hidden-text, dialog:not([open])'))
        return false
      const wide = element.scrollWidth > element.clientWidth + 1 && ['hidden', 'clip'].includes(overflowX)
      const high = element.scrollHeight > element.clientHeight + 1 && ['hidden', 'clip'].includes(overflowY)
      return element.clientWidth > 1 && (wide || high)
    }
    const speaks = (element: Element): boolean =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    return [...document.querySelectorAll('body *')]
      .filter((element) => speaks(element) && cut(element))
      .map((element) => `${element.tagName.toLowerCase()}.${element.className} “${element.textContent?.trim()}”`)
  })
}

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(size, () => {
    test.use({ viewport })

    test('nothing scrolls sideways and no text is cut off', async ({ scope, page }) => {
      await scope.open()
      const length = await scope.length()
      const cut = new Set<string>()
      for (let at = 0; at <= length; at += 5) {
        await scope.scrub(at)
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
        for (const text of await clipped(page)) cut.add(text)
      }
      expect([...cut]).toEqual([])
    })

    test('the player is always in sight', async ({ scope }) => {
      await scope.open()
      for (const name of ['Back', 'Play', 'Step', 'Restart'])
        await expect(scope.button(name)).toBeInViewport({ ratio: 1 })
    })
  })
}

test.describe('on a phone', () => {
  test.use({ viewport: sizes['390×844'] })

  test('one pane at a time', async ({ scope, page }) => {
    await scope.open()
    await scope.press('ArrowRight', 12)
    const show = page.getByRole('tablist').first()
    await expect(scope.packet).toBeHidden()
    await show.getByRole('tab', { name: 'Packet' }).click()
    await expect(scope.packet).toBeVisible()
    await expect(scope.region('Internet')).toBeHidden()
  })

  test('the packet that the step is about is in sight, whoever else is under way', async ({ scope }) => {
    await scope.open()
    await scope.stepUntil(scope.explanation, 'The laptop makes a TCP segment with 38 bytes')
    const card = scope.region('Private network').getByRole('article', { name: 'Packet 4: TCP data' })
    await expect(card).toBeInViewport({ ratio: 1 })
  })

  test('the router is drawn as closely at each step, however long the sentence is', async ({ scope, page }) => {
    await scope.open()
    const level = page.getByRole('group', { name: /^Inside/ })
    await scope.scrub(10)
    const first = await level.getAttribute('data-level')
    for (const place of [22, 23, 25, 42]) {
      await scope.scrub(place)
      await expect(level).toHaveAttribute('data-level', first ?? '')
    }
  })
})

test.describe('a laptop at twice the zoom', () => {
  test.use({ viewport: { width: 720, height: 450 } })

  test('the page scrolls, no panel lies upon another, and the player stays in sight', async ({ scope, page }) => {
    await scope.open()
    await scope.scrub(25)
    for (const name of ['Back', 'Play', 'Step', 'Restart'])
      await expect(scope.button(name)).toBeInViewport({ ratio: 1 })
    const boxes = await Promise.all(
      [/^Picture/, /^Packet$/, /^Explanation/].map((name) => page.getByRole('region', { name }).boundingBox()),
    )
    const [picture, packet, explanation] = boxes.map((box) => box ?? { x: 0, y: 0, width: 0, height: 0 })
    for (const { height } of [picture, packet, explanation]) expect(height).toBeGreaterThan(100)
    expect(packet.y + packet.height).toBeLessThanOrEqual(explanation.y)
    expect(picture.x + picture.width).toBeLessThanOrEqual(packet.x)
  })
})

test.describe('on the smallest phone, or at four times the size', () => {
  test.use({ viewport: { width: 320, height: 700 } })

  test('the player stands in one row, none of it upon another, and nothing scrolls sideways', async ({
    scope,
    page,
  }) => {
    await scope.open('?scenario=cgnat')
    await scope.scrub(42)
    const player = page.getByRole('contentinfo', { name: 'Player' })
    const boxes = await player
      .locator('button, select')
      .evaluateAll((all) =>
        all.filter((each) => each.checkVisibility()).map((each) => each.getBoundingClientRect().toJSON() as DOMRect),
      )
    expect(boxes.length).toBeGreaterThan(6)
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1)) expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top).toBe(true)
    expect(Math.max(...boxes.map((box) => box.right))).toBeLessThanOrEqual(320)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  })
})

test.describe('on a small screen', () => {
  test.use({ viewport: sizes['1024×768'] })

  test('a card for which no place is free lies over its machine’s neighbours, in sight', async ({ scope }) => {
    await scope.open('?scenario=cluster-ip')
    await scope.stepUntil(scope.explanation, 'Client makes a TCP SYN')
    await expect(scope.region('Pods').getByRole('article', { name: 'Packet 1: TCP SYN' })).toBeInViewport({ ratio: 1 })
  })
})
