import { expect, test } from './scope'

test.beforeEach(({ scope }) => scope.open())

test('it opens paused on the home router, before anything has happened', async ({ scope, page }) => {
  await expect(page.getByLabel('Scenario')).toContainText('Home router: SNAT')
  for (const name of ['Private network', 'Router', 'Internet']) await expect(scope.region(name)).toBeVisible()
  await expect(scope.region('Private network')).toContainText('192.168.1.10')
  await expect(scope.region('Router')).toContainText('203.0.113.5')
  await expect(scope.region('Internet')).toContainText('198.51.100.4')
  await expect(scope.button('Play')).toBeVisible()
  expect(await scope.playhead()).toBe(0)
  await expect(scope.entries).toHaveCount(0)
})

test('stepped by keyboard alone to the rewrite, the packet shows old over new source', async ({ scope }) => {
  await scope.stepUntil(scope.packet, '203.0.113.5')
  const source = scope.packet.getByText('192.168.1.10', { exact: true })
  await expect(source).toBeVisible()
  await expect(source.locator('xpath=ancestor-or-self::*[self::del or self::s]')).toHaveCount(1)
  await expect(scope.packet).toContainText('54321')
  await expect(scope.explanation).toContainText(/source/i)
})

test('a connection goes from SYN_SENT through SYN_RECV to ESTABLISHED and ends', async ({ scope }) => {
  for (const state of ['SYN_SENT', 'SYN_RECV', 'ESTABLISHED', 'FIN_WAIT', 'LAST_ACK', 'TIME_WAIT']) {
    await scope.stepUntil(scope.entries, state)
    await expect(scope.entries).toHaveCount(1)
  }
  await expect(scope.entries).toContainText('192.168.1.10:54321')
  await scope.press('End')
  await expect(scope.entries).toHaveCount(0)
})

test('Back restores what Step changed', async ({ scope }) => {
  await scope.stepUntil(scope.entries, 'SYN_SENT')
  const at = await scope.playhead()
  const there = await scope.explanation.textContent()
  await scope.click('Back')
  expect(await scope.playhead()).toBe(at - 1)
  await expect(scope.entries.filter({ hasText: 'SYN_SENT' })).toHaveCount(0)
  await scope.click('Step')
  expect(await scope.explanation.textContent()).toBe(there)
})

test('Timeline scrubs to any point at once, both ways, and Restart begins anew', async ({ scope }) => {
  const length = await scope.length()
  expect(length).toBeGreaterThan(100)
  await scope.scrub(length)
  const end = await scope.explanation.textContent()
  await scope.scrub(20)
  await expect(scope.entries).toHaveCount(1)
  const early = await scope.explanation.textContent()
  await scope.scrub(length)
  expect(await scope.explanation.textContent()).toBe(end)
  await scope.scrub(20)
  expect(await scope.explanation.textContent()).toBe(early)
  await scope.click('Restart')
  expect(await scope.playhead()).toBe(0)
  await expect(scope.entries).toHaveCount(0)
})

test('Shift and the arrows go a whole hop; Home and End to the ends', async ({ scope }) => {
  await scope.press('Shift+ArrowRight')
  const hop = await scope.playhead()
  expect(hop).toBeGreaterThan(1)
  await scope.press('Shift+ArrowRight')
  expect(await scope.playhead()).toBeGreaterThan(hop)
  await scope.press('Shift+ArrowLeft')
  expect(await scope.playhead()).toBe(hop)
  await scope.press('End')
  expect(await scope.playhead()).toBe(await scope.length())
  await scope.press('Home')
  expect(await scope.playhead()).toBe(0)
})

test('Space plays and pauses', async ({ scope, page }) => {
  await page.keyboard.press('Space')
  await expect(scope.button('Pause')).toBeVisible()
  await expect.poll(() => scope.playhead()).toBeGreaterThan(1)
  await page.keyboard.press('Space')
  await expect(scope.button('Play')).toBeVisible()
})

test('the rule being tested is lit and its counter moves', async ({ scope }) => {
  await scope.stepUntil(scope.region('Router'), 'MASQUERADE')
  const masquerade = scope.region('Router').getByRole('row').filter({ hasText: 'MASQUERADE' })
  await expect(masquerade).toHaveAttribute('aria-current', /true|step/)
  await expect(masquerade).toContainText('1')
})

test('conntrack also as the text that conntrack -L prints', async ({ scope, page }) => {
  await scope.stepUntil(scope.entries, 'SYN_SENT')
  await page.getByRole('button', { name: /conntrack -L/ }).click()
  await expect(page.getByText(/^tcp +6 \d+ SYN_SENT src=192\.168\.1\.10 dst=198\.51\.100\.4 sport=54321/)).toBeVisible()
})
