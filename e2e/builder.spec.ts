import { expect, test } from './scope'

test.beforeEach(async ({ scope }) => {
  await scope.open()
  await scope.click('Send a packet')
})

test('a packet made by hand leaves its node and crosses the router', async ({ scope, page }) => {
  const dialog = page.getByRole('dialog', { name: 'Send a packet' })
  await dialog.getByLabel('From').selectOption({ label: 'Laptop' })
  await dialog.getByLabel('Protocol').selectOption('udp')
  await dialog.getByLabel('Destination address').fill('198.51.100.4')
  await dialog.getByLabel('Destination port').fill('5353')
  await dialog.getByLabel('Payload').fill('hello')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await scope.settle()
  await expect(dialog).toBeHidden()
  await scope.stepUntil(scope.entries, '198.51.100.4:5353')
  await expect(scope.entries.filter({ hasText: '5353' })).toContainText('udp')
})

test('a bad address is said so at its field, and nothing is sent', async ({ scope, page }) => {
  const before = await scope.length()
  const dialog = page.getByRole('dialog', { name: 'Send a packet' })
  await dialog.getByLabel('Destination address').fill('198.51.100.400')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await expect(dialog.getByText(/four numbers from 0 to 255/)).toBeVisible()
  await expect(dialog.getByLabel('Destination address')).toHaveAttribute('aria-invalid', 'true')
  expect(await scope.length()).toBe(before)
})

test('a packet sent in the middle of another one’s way: when it leaves is said, with a way there', async ({
  scope,
  page,
}) => {
  await scope.press('Escape')
  await scope.scrub(20)
  await scope.click('Send a packet')
  await scope.click('Send')
  await expect(page.getByRole('status').filter({ hasText: 'Your packet leaves Laptop at event' })).toBeVisible()
  await scope.click('Go there')
  expect(await scope.playhead()).toBeGreaterThan(20)
  await expect(scope.packet).toContainText('40000')
})
