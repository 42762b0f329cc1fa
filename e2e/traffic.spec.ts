import { expect, test } from './scope'

test('100,000 conversations run through the router, and the table shows what they left', async ({ scope, page }) => {
  await scope.open()
  await page.getByRole('tab', { name: 'Traffic' }).click()
  await scope.settle()
  await scope.button('Run traffic').click()
  // Stepping goes on beside it: the traffic has an engine of its own.
  await page.keyboard.press('ArrowRight')
  await expect(scope.timeline).toHaveValue('1')
  await expect(page.getByRole('status').filter({ hasText: 'done' })).toBeVisible({ timeout: 150_000 })
  await page.getByRole('tab', { name: 'Conntrack' }).click()
  await scope.settle()
  await expect(scope.conntrack).toHaveAttribute('aria-rowcount', /^100,?001$/)
  expect(await scope.conntrack.locator('*').count()).toBeLessThanOrEqual(400)
})

test('traffic is stopped by hand, and the scenario comes back', async ({ scope, page }) => {
  await scope.open()
  await page.getByRole('tab', { name: 'Traffic' }).click()
  await scope.settle()
  await page.getByLabel('New per second').fill('100')
  await scope.button('Run traffic').click()
  await scope.click('Stop')
  await expect(page.getByRole('status').filter({ hasText: 'stopped' })).toBeVisible()
  await scope.click('Back to the scenario')
  await expect(page.getByRole('status').filter({ hasText: 'stopped' })).toHaveCount(0)
})

test('what cannot be sent is said at its field, and nothing runs', async ({ scope, page }) => {
  await scope.open()
  await page.getByRole('tab', { name: 'Traffic' }).click()
  await scope.settle()
  await page.getByLabel('Loss %').fill('150')
  await expect(page.getByText('Loss %: a number from 0 to 100')).toBeVisible()
  await scope.press('Enter')
  await expect(page.getByRole('progressbar')).toHaveCount(0)
})

test('who steps on sees the scenario again, and another scenario knows nothing of the traffic', async ({
  scope,
  page,
}) => {
  await scope.open()
  await page.getByRole('tab', { name: 'Traffic' }).click()
  await scope.settle()
  await page.getByLabel('Conversations').fill('300')
  await scope.click('Run traffic')
  await page.getByRole('tab', { name: 'Conntrack' }).click()
  await scope.settle()
  await expect(scope.conntrack).toHaveAttribute('aria-rowcount', '301')
  await scope.scrub(30)
  await expect(scope.conntrack).toHaveAttribute('aria-rowcount', '2')

  await page.getByRole('tab', { name: 'Traffic' }).click()
  await scope.settle()
  await scope.click('Run traffic')
  await scope.choose('Ping')
  await expect(page.getByRole('progressbar')).toHaveCount(0)
  await page.getByRole('tab', { name: 'Conntrack' }).click()
  await scope.settle()
  await expect(page.getByText('no connection is known now')).toBeVisible()
})
