import type { Page } from '@playwright/test'
import { expect, test } from './scope'

test('Ctrl-K finds any command by a few letters', async ({ scope, page }) => {
  await scope.open()
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Commands' })
  await expect(palette.getByRole('combobox', { name: 'Command' })).toBeFocused()
  await page.keyboard.type('th da')
  await expect(palette.getByRole('option').first()).toHaveText(/^Theme: Dark/)
  await scope.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(palette).toHaveCount(0)

  await page.keyboard.press('Control+k')
  await page.keyboard.type('no such thing')
  await expect(palette.getByText('No command is called “no such thing”.').last()).toBeVisible()
  await scope.press('Escape')
  await expect(palette).toHaveCount(0)
})

test('what is typed before the palette has come is typed into it, and presses no key of the page', async ({
  scope,
  page,
}) => {
  let come = () => {}
  const asked = new Promise<void>((resolve) => (come = resolve))
  await page.route(/PaletteDialog[^/]*\.js$/, async (route) => {
    await asked
    await route.continue()
  })
  await scope.open()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('dark')
  come()
  await expect(page.getByRole('combobox', { name: 'Command' })).toHaveValue('dark')
  await scope.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('rules that were typed and not applied outlive a reload', async ({ scope, page }) => {
  await scope.open()
  await scope.click('Rules')
  const editor = page.getByRole('textbox', { name: /iptables-save/ })
  await editor.fill('*filter\n:FORWARD DROP [0:0]\nCOMMIT\n')
  await expect(page.getByText('Changed, not applied yet.')).toBeVisible()
  await page.reload()
  await scope.settle()
  await scope.click('Rules')
  await expect(editor).toContainText(':FORWARD DROP')
  await expect(page.getByText('Changed, not applied yet.')).toBeVisible()
})

test('who leaves edits behind with another scenario is offered them', async ({ scope, page }) => {
  await scope.open()
  await scope.scrub(20)
  await scope.click('Send a packet')
  await scope.click('Send')
  await scope.choose('Port forward: DNAT')
  await expect(page.getByRole('status').filter({ hasText: 'Home router: SNAT' })).toBeVisible()
  await scope.click('Open it again')
  await expect(page.getByText('1 edit')).toBeVisible()
  await expect(page.getByLabel('Scenario')).toContainText('Home router: SNAT')
  expect(await scope.playhead()).toBeGreaterThanOrEqual(20)
})

test('text size, motion and colours are set once, and stay', async ({ scope, page }) => {
  await scope.open()
  await scope.click('Settings')
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await settings.getByText('Largest').click()
  await settings.getByText('Reduced: jump instead of fly').click()
  await settings.getByLabel('Packets in the colours of Wireshark').check()
  await page.reload()
  await scope.settle()
  const root = page.locator('html')
  await expect(root).toHaveAttribute('data-text', 'largest')
  await expect(root).toHaveAttribute('data-motion', 'reduced')
  await expect(root).toHaveAttribute('data-packets', 'wireshark')
})

test('a closed tab is offered again, with its edits', async ({ scope, page, context }) => {
  await scope.open()
  await scope.scrub(20)
  await scope.click('Send a packet')
  await scope.click('Send')
  await expect(page.getByText('1 edit')).toBeVisible()
  // Written when idle.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('natscope.last'))).not.toBeNull()
  await page.close()

  const again = await context.newPage()
  await again.goto('./')
  await again.getByRole('button', { name: 'Open it again' }).click()
  await expect(again.getByText('1 edit')).toBeVisible()
  await expect(again.getByRole('slider', { name: 'Timeline' })).not.toHaveValue('0')
})

test('two tabs keep two visits: the closed one is offered, with its own edits', async ({ scope, page, context }) => {
  const kept = () =>
    page.evaluate(() => (JSON.parse(localStorage.getItem('natscope.last') ?? '[]') as unknown[]).length)
  await scope.open()
  await scope.click('Send a packet')
  await scope.click('Send')
  await expect.poll(kept).toBe(1)

  const other = await context.newPage()
  await other.goto('./?scenario=ping')
  await other.getByRole('button', { name: 'Send a packet' }).click()
  await other.getByRole('button', { name: 'Send', exact: true }).click()
  await expect.poll(kept).toBe(2)
  await other.close()

  const again = await context.newPage()
  await again.goto('./')
  await expect(again.getByText('Your last visit was in the middle of “Ping”')).toBeVisible()
  await again.getByRole('button', { name: 'Open it again' }).click()
  await expect(again.getByLabel('Scenario')).toHaveValue('ping')
  await expect(again.getByText('1 edit')).toBeVisible()
})

test('a crashed engine says so, and another one goes on with what is on screen', async ({ scope, page }) => {
  await scope.open()
  await scope.scrub(20)
  await page.workers()[0].evaluate(
    () =>
      void setTimeout(() => {
        throw new Error('out of order')
      }),
  )
  await expect(page.getByRole('alert')).toContainText('The engine stopped: Uncaught Error: out of order')
  await expect(scope.timeline).toHaveValue('20')
  await scope.click('Start it again')
  await scope.click('Send a packet')
  await scope.click('Send')
  await expect(page.getByText('1 edit')).toBeVisible()
  scope.complaints.length = 0
})

test('a reload keeps every branch and its name', async ({ scope, page }) => {
  await scope.open()
  await scope.scrub(20)
  await scope.click('Send a packet')
  await scope.click('Send')
  await scope.press('Home')
  await scope.click('Send a packet')
  await scope.click('Send')
  await page.getByRole('tab', { name: 'Branches' }).click()
  await scope.settle()
  const tree = page.locator('#bottom-panel-branches').getByRole('listitem')
  const before = await tree.count()
  expect(before).toBeGreaterThanOrEqual(3)
  // Written when idle.
  await expect.poll(() => branchesKept(page)).toBe(before)
  await page.reload()
  await scope.settle()
  await page.getByRole('tab', { name: 'Branches' }).click()
  await scope.settle()
  await expect(tree).toHaveCount(before)
})

/** How many branches the tab has put by, in a link's own format. */
const branchesKept = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const { fragment } = JSON.parse(sessionStorage.getItem('natscope.tab') ?? '{}')
    const base64 = String(fragment)
      .replace(/^#s=1\./, '')
      .replace(/-/g, '+')
      .replace(/_/g, '/')
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
    const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
    const { b } = await new Response(inflated).json()
    return b?.list.length ?? 0
  })
