import { expect, test } from './scope'

/** The SYN's source address has just been replaced. */
const REWRITTEN = 25

test('the checksums are worked out word by word, and come to what the packet holds', async ({ scope }) => {
  await scope.open()
  await scope.scrub(REWRITTEN)
  await scope.packet.getByText('Sums', { exact: true }).click()
  const ip = scope.packet.getByRole('table', { name: 'How the checksum of IPv4 was worked out' })
  await expect(ip.getByRole('row')).toHaveCount(6)
  await expect(ip.getByRole('row').last()).toContainText('bba9')
  await expect(scope.packet.getByRole('region', { name: 'TCP' })).toContainText('✓ right')
})

test('who changed it stands above the fields, in sight on a small screen too', async ({ scope, page }) => {
  await page.setViewportSize({ width: 1024, height: 768 })
  await scope.open()
  await scope.scrub(REWRITTEN)
  await expect(scope.packet.getByText('nat/POSTROUTING rule 1 → source')).toBeInViewport({ ratio: 1 })
  await expect(scope.region('Router')).toContainText('rewritten by nat / POSTROUTING rule 1, MASQUERADE')
  // The rule was asked for the first packet only: a later one is the entry's doing, an answer is turned back by it.
  await scope.stepUntil(scope.explanation, 'Conntrack entry 1 turns the answer back')
  await expect(scope.packet.getByText('conntrack entry 1, reversed → destination')).toBeInViewport({ ratio: 1 })
  await scope.stepUntil(scope.explanation, 'Conntrack entry 1 changes the source')
  await expect(scope.packet.getByText('conntrack entry 1 → source')).toBeInViewport({ ratio: 1 })
  await expect(scope.region('Router')).toContainText('rewritten by conntrack entry 1')
})

test('the packet is copied as a filter for its conversation, by keyboard', async ({ scope, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await scope.open()
  await scope.scrub(REWRITTEN)
  await scope.click('Copy the packet as')
  await expect(page.getByRole('menuitem')).toHaveCount(3)
  await scope.press('End')
  await scope.press('Enter')
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toBe('ip.addr==203.0.113.5 && ip.addr==198.51.100.4 && tcp.port==54321 && tcp.port==443')
  await expect(scope.button('Copy the packet as')).toBeFocused()
  await scope.press('Enter')
  await scope.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
})

test('the explanation names the rule and where to read about it', async ({ scope, page }) => {
  await scope.open()
  await scope.scrub(REWRITTEN)
  await expect(page.getByText('-A POSTROUTING')).toBeVisible()
  const rfc = page.getByRole('link', { name: 'RFC 1624 §3' })
  await expect(rfc).toHaveAttribute('href', 'https://www.rfc-editor.org/rfc/rfc1624#section-3')
})
