import type { Page } from '@playwright/test'
import { expect, test, type Scope } from './scope'

const tree = (page: Page) => page.getByRole('list', { name: 'Branches' }).getByRole('listitem')

/** Takes a rule out of the router's set, at the playhead. */
async function without(scope: Scope, rule: RegExp): Promise<void> {
  const { page } = scope
  await scope.click('Rules')
  const editor = page.getByRole('textbox', { name: /iptables-save/ })
  const text = await editor.innerText()
  await editor.fill(text.replaceAll(/\n+/g, '\n').replace(rule, ''))
  await scope.click('Apply')
  await page.keyboard.press('Escape')
  await scope.settle()
}

test.beforeEach(({ scope }) => scope.open())

test('an edit starts a branch; the scenario as it is can be opened again, and both are kept', async ({
  scope,
  page,
}) => {
  const length = await scope.length()
  await scope.scrub(5)
  await without(scope, /-A FORWARD.*NEW.*\n|-A FORWARD -i lan0.*\n/)
  await page.getByRole('tab', { name: 'Branches' }).click()
  await expect(tree(page)).toHaveCount(2)
  await expect(tree(page).nth(1)).toContainText('from event 5')
  await tree(page)
    .first()
    .getByRole('button', { name: /The scenario as it is/ })
    .click()
  await scope.settle()
  expect(await scope.length()).toBe(length)
  await expect(tree(page)).toHaveCount(2)
})

test('a branch is named, deleted, and brought back by Undo', async ({ scope, page }) => {
  await scope.scrub(5)
  await without(scope, /-A POSTROUTING.*\n/)
  await page.getByRole('tab', { name: 'Branches' }).click()
  await scope.click('Rename: Branch 1')
  await page.getByRole('textbox', { name: 'Name of the branch' }).fill('no masquerade')
  await page.keyboard.press('Enter')
  await expect(tree(page).nth(1)).toContainText('no masquerade')
  await scope.click('Delete: no masquerade')
  await expect(tree(page)).toHaveCount(1)
  await scope.click('Undo')
  await expect(tree(page).nth(1)).toContainText('no masquerade')
  await scope.click('Undo')
  await expect(tree(page).nth(1)).toContainText('Branch 1')
})

test('two branches are compared up to the first difference, which is named', async ({ scope, page }) => {
  await scope.scrub(5)
  await without(scope, /-A FORWARD -i lan0.*\n/)
  await page.getByRole('tab', { name: 'Branches' }).click()
  await scope.settle()
  const compare = page.getByRole('region', { name: 'Compare' })
  await expect(compare.getByRole('status')).toContainText(
    /The same until event \d+\. Then, at Router: in “The scenario as it is” accepted by rule \d of filter\/FORWARD, in “Branch 1” dropped by the policy of filter\/FORWARD\./,
  )
  const [left, right] = [compare.getByRole('article').first(), compare.getByRole('article').last()]
  await expect(right).toContainText('differs')
  await scope.click('← Back both')
  await expect(left).toContainText('the same')
  await expect(right).toContainText('TCP SYN')
  await scope.click('⇥ To first difference')
  await expect(left).toContainText('differs')
})

test('rules that are only being edited are compared with the scenario as it is', async ({ scope, page }) => {
  await scope.click('Rules')
  const editor = page.getByRole('textbox', { name: /iptables-save/ })
  await editor.fill((await editor.innerText()).replaceAll(/\n+/g, '\n').replace(/-A POSTROUTING.*\n/, ''))
  await page.getByRole('tab', { name: 'Branches' }).click()
  await scope.settle()
  const compare = page.getByRole('region', { name: 'Compare' })
  await expect(compare.getByRole('combobox').last()).toContainText('Rules being edited: Router')
  await expect(compare.getByRole('status')).toContainText('given the source 203.0.113.5')
  expect(await scope.length()).toBeGreaterThan(100)
})
