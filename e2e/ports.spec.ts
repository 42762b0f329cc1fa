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
  // The entry in use is lit, and its port is said.
  await expect(page.getByText('54321: 192.168.1.10')).toBeVisible()
  const picture = page.getByRole('img', { name: /Picture of all 65,536/ })
  await picture.focus()
  await scope.press('ArrowLeft')
  await expect(page.getByText('54320: free')).toBeVisible()
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

test('a row of traffic that is selected is lit in the port map, the hash table and the state chart', async ({
  scope,
  page,
}) => {
  await scope.open()
  const tab = (name: string) => page.getByRole('tab', { name, exact: true }).click()
  await tab('Traffic')
  await page.getByLabel('Conversations').fill('300')
  await page.getByLabel('Conversations').press('Enter')
  await expect(page.getByText(/^done/)).toBeVisible()
  await tab('State chart')
  await expect(page.getByText('Select a row of Conntrack')).toBeVisible()

  await tab('Conntrack')
  await expect(page.getByText('300 entries of traffic')).toBeVisible()
  await scope.entries.filter({ hasText: 'udp' }).first().click()
  await tab('Ports')
  await expect(page.getByLabel('Outside address')).toContainText('UDP')
  await expect(page.getByText(/^\d+: 192\.168\.1\.\d+/)).toBeVisible()
  await tab('Hash table')
  await expect(page.getByRole('button', { pressed: true }).filter({ hasText: 'udp' })).toHaveCount(2)
  await tab('State chart')
  await expect(page.getByRole('listitem').and(page.locator('[aria-current]'))).toContainText('now')

  await tab('Conntrack')
  await page.getByRole('button', { name: 'Show the scenario’s own' }).click()
  await expect(page.getByText('no connection is known now')).toBeVisible()
})

test('on a phone the chosen tab is in sight, whatever stands beside it', async ({ scope, page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await scope.open()
  await scope.scrub(30)
  await page.getByRole('tab', { name: 'Tables' }).click()
  for (const name of ['Ladder', 'Ports', 'Traffic', 'Conntrack']) {
    const tab = page.getByRole('tab', { name, exact: true })
    await tab.click()
    await scope.settle()
    const { left, right } = await tab.evaluate((it) => it.getBoundingClientRect())
    expect(left).toBeGreaterThanOrEqual(0)
    expect(right).toBeLessThanOrEqual(390)
    await expect(tab).toBeInViewport({ ratio: 0.99 })
  }
})
