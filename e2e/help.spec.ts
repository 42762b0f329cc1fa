import { expect, test } from './scope'

test('the help leads to what is modelled, and back', async ({ scope, page }) => {
  await scope.open()
  await scope.press('?')
  await scope.click('What is modelled')
  const modelled = page.getByRole('dialog', { name: 'What is modelled' })
  await expect(modelled.getByRole('row', { name: /^all cases / })).toBeVisible()
  await expect(modelled.getByRole('listitem').filter({ hasText: /^MASQUERADE/ })).toBeVisible()
  // What is not is folded away.
  await expect(modelled.getByText('SYNPROXY')).toBeHidden()

  await scope.click('Keys and colours')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await scope.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
