import { expect, test } from './scope'

test('the port map shows whose a port is, by keyboard too', async ({ scope, page }) => {
  await scope.open()
  await page.getByRole('tab', { name: 'Ports' }).click()
  await scope.settle()
  await expect(page.getByText('No source address is translated now')).toBeVisible()
  // The SYN of the laptop has left: its port is lent.
  await scope.scrub(30)
  await expect(page.getByText('1 of 65,536 ports in use')).toBeVisible()
  await expect(page.getByText('192.168.1.10 1')).toBeVisible()
  const picture = page.getByRole('img', { name: /Picture of all 65,536/ })
  await picture.focus()
  await scope.press('ArrowLeft')
  await expect(page.getByText('65535: free')).toBeVisible()
  // The player's own arrows keep still meanwhile.
  await expect(scope.timeline).toHaveValue('30')
})

test('the tables take most of the page when asked', async ({ scope }) => {
  await scope.open()
  const tables = scope.region('Tables')
  const low = await tables.evaluate((it) => it.clientHeight)
  await scope.click('More room for the tables')
  expect(await tables.evaluate((it) => it.clientHeight)).toBeGreaterThan(2 * low)
  await scope.click('Less room for the tables')
  expect(await tables.evaluate((it) => it.clientHeight)).toBe(low)
})
