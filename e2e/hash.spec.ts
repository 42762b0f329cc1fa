import { expect, test } from './scope'

test('the hash table: an entry stands in two chains, and a chain leads to its entry', async ({ scope, page }) => {
  await scope.open()
  await page.getByRole('tab', { name: 'Hash table' }).click()
  await scope.settle()
  await expect(page.getByText('No entry is in the table now.')).toBeVisible()
  // The SYN has left: its entry is confirmed.
  await scope.scrub(30)
  const chains = page.getByRole('region', { name: 'Buckets with something in them' })
  await expect(chains.getByRole('listitem')).toHaveCount(2)
  await chains.getByRole('button', { name: /^reply/ }).click()
  await expect(chains.getByRole('button', { pressed: true })).toHaveCount(2)
  await page.getByRole('tab', { name: 'Conntrack' }).click()
  await scope.settle()
  await expect(scope.conntrack.locator('[aria-selected=true], [data-selected]').first()).toBeVisible()
})

test('an entry that is not confirmed yet stands in no bucket, and that is said', async ({ scope, page }) => {
  await scope.open()
  await scope.scrub(20)
  await page.getByRole('tab', { name: 'Hash table' }).click()
  await expect(page.getByText('a new one enters it once its first packet is on its way out')).toBeVisible()
})
