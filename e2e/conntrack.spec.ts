import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Scope } from './scope'

const filter = (scope: Scope) => scope.page.getByRole('combobox', { name: 'Filter' })

async function narrow(scope: Scope, text: string): Promise<void> {
  await filter(scope).fill(text)
  await scope.settle()
}

/** Many conversations, so that the table has thousands of rows. */
async function manyRows(scope: Scope): Promise<void> {
  const { page } = scope
  await page.getByRole('tab', { name: 'Traffic' }).click()
  await scope.settle()
  await page.getByLabel('Conversations').fill('4000')
  await scope.button('Run traffic').click()
  await expect(page.getByRole('status').filter({ hasText: 'done' })).toBeVisible({ timeout: 150_000 })
  await page.getByRole('tab', { name: 'Conntrack' }).click()
  await scope.settle()
}
const rowCount = async (scope: Scope): Promise<number> => Number(await scope.conntrack.getAttribute('aria-rowcount'))
const elements = (scope: Scope): Promise<number> => scope.conntrack.locator('*').count()

test.beforeEach(({ scope }) => scope.open())

test.describe('two laptops with one source port', () => {
  test.beforeEach(async ({ scope }) => {
    await scope.choose('Two laptops, one source port')
    while ((await scope.entries.count()) < 2) await scope.walk('ArrowRight', 20)
  })

  test('a filter narrows the table, and clearing it brings all back', async ({ scope, page }) => {
    await expect(scope.entries).toHaveCount(2)
    await narrow(scope, 'ip.src==192.168.1.11 && tcp')
    await expect(scope.entries).toHaveCount(1)
    await expect(scope.entries).toContainText('192.168.1.11:54321')
    await expect(page.getByRole('status').filter({ hasText: '1 of 2' })).toBeVisible()
    await scope.click('Clear the filter')
    await expect(scope.entries).toHaveCount(2)
  })

  test('a mistake is said with its place, and the last good filter stays', async ({ scope, page }) => {
    await narrow(scope, 'ip.src==192.168.1.11')
    await narrow(scope, 'ip.scr==192.168.1.11')
    const alert = page.getByRole('alert')
    await expect(alert).toContainText('Column 1: expected a field such as ip.src, found "ip.scr".')
    await expect(alert.locator('mark')).toHaveText('ip.scr')
    await expect(scope.entries).toHaveCount(1)
    await narrow(scope, '')
    await expect(alert).toHaveCount(0)
    await expect(scope.entries).toHaveCount(2)
  })

  test('what is not finished is no mistake until one says that it is', async ({ scope, page }) => {
    await narrow(scope, 'tcp.port==')
    await expect(page.getByRole('alert')).toHaveCount(0)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toContainText('found the end')
  })

  test('it completes fields, operators and values from the keyboard', async ({ scope, page }) => {
    await page.keyboard.press('/')
    await expect(filter(scope)).toBeFocused()
    const option = page.getByRole('listbox', { name: 'What may come next' }).getByRole('option')
    await page.keyboard.type('sta')
    await expect(option.first()).toContainText('state')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(filter(scope)).toHaveValue('state')
    await page.keyboard.type('==est')
    await page.keyboard.press('ArrowDown')
    await expect(option.and(page.locator('[aria-selected="true"]'))).toHaveText('ESTABLISHED')
    await page.keyboard.press('Enter')
    await expect(filter(scope)).toHaveValue('state==ESTABLISHED')
    await expect(option).toHaveCount(0)
    await expect(scope.entries).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(filter(scope)).toHaveValue('')
    await expect(option).toHaveCount(0)
  })

  test('a column is chosen, and sorted by', async ({ scope, page }) => {
    const id = page.getByRole('columnheader', { name: 'Id' })
    await expect(id).toHaveCount(0)
    await scope.click('View')
    await page.getByLabel('Id', { exact: true }).check()
    await page.keyboard.press('Escape')
    await expect(scope.button('View')).toBeFocused()
    await id.getByRole('button').click()
    await expect(id).toHaveAttribute('aria-sort', 'ascending')
    await expect(scope.entries.first()).toContainText('192.168.1.10')
    await id.getByRole('button').click()
    await expect(id).toHaveAttribute('aria-sort', 'descending')
    await expect(scope.entries.first()).toContainText('192.168.1.11')
  })

  test('rows are grouped by inside host, and a group closes', async ({ scope, page }) => {
    await scope.click('View')
    await page.getByLabel('Inside host').check()
    await page.keyboard.press('Escape')
    await expect(scope.entries).toHaveCount(4)
    await scope.click('192.168.1.11')
    await expect(scope.button('192.168.1.11')).toHaveAttribute('aria-expanded', 'false')
    await expect(scope.entries).toHaveCount(3)
    await expect(scope.entries.nth(2)).toContainText('1 entry')
  })

  test('a row is selected everywhere', async ({ scope, page }) => {
    await scope.entries.first().click()
    await page.getByRole('tab', { name: 'State chart' }).click()
    await scope.settle()
    await expect(page.getByRole('img', { name: /entry 1: 192\.168\.1\.10:54321/ })).toBeVisible()

    // The ladder: its packets, and not those of the other laptop's connection.
    await page.getByRole('tab', { name: 'Ladder' }).click()
    await scope.settle()
    const rungs = page.getByRole('option', { name: /192\.168\.1\.1[01]:54321/ })
    await expect(rungs.first()).toBeVisible()
    const wrong = await rungs.evaluateAll(
      (all) =>
        all.filter((it) => it.getAttribute('data-own') !== String(/1\.10:/.test(it.getAttribute('aria-label') ?? '')))
          .length,
    )
    expect(wrong).toBe(0)
  })
})

test('axe finds nothing at the filter, its mistakes and the choices', async ({ scope, page }) => {
  const check = async () =>
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
  await scope.scrub(40)
  await filter(scope).pressSequentially('tcp')
  await page.keyboard.press('ArrowDown')
  await check()
  await narrow(scope, 'ip.scr==1')
  await check()
  await narrow(scope, '')
  await scope.click('View')
  await page.getByLabel('Outside address').check()
  await check()
})

test('thousands of rows are walked by keyboard; the page holds those in sight only', async ({ scope, page }) => {
  await manyRows(scope)
  const all = await rowCount(scope)
  expect(all).toBeGreaterThan(3000)
  expect(await elements(scope)).toBeLessThanOrEqual(400)

  await scope.entries.first().click()
  const there = await scope.playhead()
  await page.keyboard.press('End')
  const focused = scope.entries.filter({ has: page.locator(':focus') })
  await expect(focused).toHaveAttribute('aria-rowindex', String(all))
  await page.keyboard.press('PageUp')
  await page.keyboard.press('ArrowUp')
  expect(Number(await focused.getAttribute('aria-rowindex'))).toBeLessThan(all - 1)
  await expect(focused).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Enter')
  await expect(focused.getByRole('button')).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Home')
  await expect(focused).toHaveAttribute('aria-rowindex', '2')
  expect(await scope.playhead()).toBe(there)
  expect(await elements(scope)).toBeLessThanOrEqual(400)
})

test('thousands of rows are filtered and printed', async ({ scope, page }) => {
  await manyRows(scope)
  const all = await rowCount(scope)
  await narrow(scope, 'tcp.dstport in {1..65535} && !udp')
  const some = await rowCount(scope)
  expect(some).toBeGreaterThan(1)
  expect(some).toBeLessThan(all)
  await page.getByText('conntrack -L', { exact: true }).click()
  const text = page.getByRole('group', { name: 'conntrack -L' })
  await expect(text).toContainText(`${all - 1} flow entries have been shown`)
  expect(await text.locator('*').count()).toBeLessThanOrEqual(100)
})
