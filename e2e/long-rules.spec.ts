import { expect, test } from './scope'

const RULES = 400
const CHAINS = 150
const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1)

/** A chain of many rules, none of which matches, and many chains that nothing leads to. */
const text = [
  '*filter',
  ':FORWARD ACCEPT [0:0]',
  ':LONG - [0:0]',
  ...numbers(CHAINS).map((n) => `:other-${n} - [0:0]`),
  '-A FORWARD -j LONG',
  ...numbers(RULES).map((n) => `-A LONG -p tcp -m tcp --dport ${1000 + n} -j DROP`),
  ...numbers(CHAINS).map((n) => `-A other-${n} -j ACCEPT`),
  'COMMIT',
  '',
].join('\n')

test.beforeEach(async ({ scope, page }) => {
  await scope.open()
  await scope.click('Rules')
  await page.getByRole('textbox', { name: /iptables-save/ }).fill(text)
  await scope.click('Apply')
  await expect(page.getByText('These rules are in force.')).toBeVisible()
  await page.keyboard.press('Escape')
})

test('of a long chain the page holds what is near the rule under test, and the rest when it is asked for', async ({
  scope,
}) => {
  const rules = scope.region('Router').getByRole('row')
  await expect(scope.region('Router').getByText(/^\d+ more chains/)).toBeVisible()
  await scope.stepUntil(scope.explanation, 'Rule 1 of filter/LONG')
  await expect(rules.filter({ hasText: '--dport 1001' })).toHaveCount(1)
  await scope.walk('ArrowRight', 250)
  const lit = rules.and(scope.page.locator('[aria-current="step"]'))
  await expect(lit).toContainText('--dport 1251')
  await expect(lit).toBeInViewport()
  expect(await rules.count()).toBeLessThan(RULES / 2)
  await scope.region('Router').getByRole('button', { name: '200 more rules' }).click()
  await expect(rules.filter({ hasText: '--dport' })).toHaveCount(RULES)
})

test('of many chains every rule shows those that the packet met, and any other by its name', async ({ scope }) => {
  await scope.stepUntil(scope.explanation, 'Rule 1 of filter/LONG')
  await scope.page.getByRole('group', { name: 'Detail' }).getByRole('radio', { name: 'Rules' }).check({ force: true })
  await scope.settle()
  const router = scope.region('Router')
  await expect(router.getByText('filter / LONG')).toBeVisible()
  await expect(router.getByText(`${CHAINS} chains that this packet has not met`)).toBeVisible()
  await expect(router.getByText('filter / other-77')).toHaveCount(0)
  await router.getByRole('button', { name: 'Go to filter / other-77' }).click()
  await expect(router.getByText('filter / other-77')).toBeInViewport()
})
