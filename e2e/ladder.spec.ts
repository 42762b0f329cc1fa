import { expect, test } from './scope'

test.beforeEach(async ({ scope, page }) => {
  await scope.open()
  await page.getByRole('tab', { name: 'Ladder' }).click()
  await scope.settle()
})

test('each crossing of a wire is an arrow with the packet as it is there, and NAT is marked', async ({ page }) => {
  const arrows = page.getByRole('listbox', { name: 'Ladder diagram' }).getByRole('option')
  await expect(arrows.nth(1)).toHaveAccessibleName(
    /Laptop to Router, TCP SYN, 192\.168\.1\.10:54321 → 198\.51\.100\.4:443$/,
  )
  await expect(arrows.nth(2)).toHaveAccessibleName(
    /Router to Web server, TCP SYN, 203\.0\.113\.5:54321 → 198\.51\.100\.4:443; NAT: was 192\.168\.1\.10:54321/,
  )
})

test('a click on an arrow goes there, and the playhead’s arrow is the selected one', async ({ scope, page }) => {
  const ladder = page.getByRole('listbox', { name: 'Ladder diagram' })
  await ladder.getByRole('option').nth(2).click()
  await scope.settle()
  await expect(scope.explanation).toContainText('web server')
  await expect(ladder.getByRole('option', { selected: true })).toHaveAccessibleName(/Router to Web server, TCP SYN,/)
})

test('by keyboard: down chooses, Enter goes there, and the arrows still step', async ({ scope, page }) => {
  await page.getByRole('listbox', { name: 'Ladder diagram' }).focus()
  await scope.press('ArrowDown', 3)
  await scope.press('Enter')
  const there = await scope.playhead()
  expect(there).toBeGreaterThan(10)
  await scope.press('ArrowRight')
  expect(await scope.playhead()).toBe(there + 1)
})

test('the playhead’s arrow is always in view, and only what is in view is drawn', async ({ scope, page }) => {
  const ladder = page.getByRole('listbox', { name: 'Ladder diagram' })
  for (const place of [await scope.length(), 30, 150]) {
    await scope.scrub(place)
    await expect(ladder.getByRole('option', { selected: true })).toBeInViewport()
  }
  const whole = Number(await ladder.getByRole('option').first().getAttribute('aria-setsize'))
  expect(await ladder.getByRole('option').count()).toBeLessThan(whole)
})

test('it is copied as a Mermaid sequence diagram', async ({ scope, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await scope.click('Copy as Mermaid')
  await expect(page.getByRole('status').filter({ hasText: 'Mermaid' })).toBeVisible()
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(text).toMatch(/^sequenceDiagram\n {2}participant n0 as Laptop\n/)
  expect(text).toContain('n0->>n1: TCP SYN')
})
