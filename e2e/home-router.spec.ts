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
  const cell = scope.packet.getByRole('definition').filter({ hasText: '203.0.113.5' })
  await expect(cell).toHaveText(/^was 192\.168\.1\.10\s*203\.0\.113\.5$/)
  await expect(scope.packet).toContainText('54321')
  await expect(scope.explanation).toContainText('203.0.113.5')
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

test('the rule being tested is lit, its matches are ticked, and its counter moves', async ({ scope, page }) => {
  const lit = scope.region('Router').getByRole('row').and(page.locator('[aria-current="step"]'))
  await scope.stepUntil(lit, 'MASQUERADE')
  await expect(lit).toContainText(/-s 192\.168\.1\.0\/24\s*✓.*-o wan0\s*✓/)
  await expect(lit).toContainText('1 · 60 B')
})

test('conntrack also as the text that conntrack -L prints', async ({ scope, page }) => {
  await scope.stepUntil(scope.entries, 'SYN_RECV')
  await page.getByText('conntrack -L', { exact: true }).click()
  const row =
    /^tcp +6 \d+ SYN_RECV src=192\.168\.1\.10 dst=198\.51\.100\.4 sport=54321 dport=443 src=198\.51\.100\.4 dst=203\.0\.113\.5/
  await expect(page.getByText(row)).toBeVisible()
})
