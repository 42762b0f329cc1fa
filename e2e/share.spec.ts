import { expect, Scope, test } from './scope'

/** Opens the link in a page of its own, as somebody else would. */
async function elsewhere(from: Scope, link: string): Promise<Scope> {
  const scope = new Scope(await from.page.context().newPage())
  await scope.page.goto(link)
  await scope.settle()
  return scope
}

test('a link opens the same scenario, edits and moment elsewhere', async ({ scope, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await scope.open()
  await scope.choose('Port forward: DNAT')
  await scope.press('ArrowRight', 25)
  await scope.click('Rules')
  const editor = page.getByRole('textbox', { name: /iptables-save/ })
  await editor.fill(
    `${await editor.innerText()}\n*mangle\n-A FORWARD -m comment --comment "from a link" -j ACCEPT\nCOMMIT\n`,
  )
  await scope.click('Apply')
  await page.keyboard.press('Escape')
  await scope.click('Share link')
  await expect(page.getByText(/Link copied/)).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toMatch(/#s=1\.[\w-]+$/)

  const other = await elsewhere(scope, link)
  await expect(other.page.getByLabel('Scenario')).toContainText('Port forward: DNAT')
  expect(await other.playhead()).toBe(await scope.playhead())
  expect(await other.length()).toBe(await scope.length())
  expect(await other.explanation.textContent()).toBe(await scope.explanation.textContent())
  expect(other.complaints).toEqual([])
})

test('that a link was copied is said until something else is done', async ({ scope, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await scope.open()
  await scope.click('Share link')
  await expect(page.getByText(/Link copied/)).toBeVisible()
  await scope.press('ArrowRight')
  await expect(page.getByText(/Link copied/)).toBeHidden()
})

const broken = {
  damaged: ['#s=1.7VZNb9swDP0rhC7bgNiR7dhOcuuwYth', /damaged/],
  'of a newer Natscope': ['#s=9.q1YqSy0qzszPU7JSMlSqBQA', /newer/],
} as const

for (const [kind, [hash, message]] of Object.entries(broken)) {
  test(`a link that is ${kind} gives a clear message and the start scene`, async ({ scope, page }) => {
    await scope.open(hash)
    await expect(page.getByRole('alert').or(page.getByRole('status')).filter({ hasText: message })).toBeVisible()
    await expect(page.getByLabel('Scenario')).toContainText('Home router: SNAT')
    expect(await scope.playhead()).toBe(0)
    await scope.press('ArrowRight')
    expect(await scope.playhead()).toBe(1)
  })
}

for (const [kind, [hash, message]] of Object.entries(broken)) {
  test(`a link that is ${kind}, pasted into an open tab, leaves everything as it is`, async ({ scope, page }) => {
    await scope.open()
    await scope.choose('Port forward: DNAT')
    await scope.scrub(12)
    await page.evaluate((to) => void (location.hash = to), hash)
    await expect(page.getByRole('alert').filter({ hasText: message })).toContainText('What was open stays open.')
    await expect(page.getByLabel('Scenario')).toContainText('Port forward: DNAT')
    expect(await scope.playhead()).toBe(12)
    await page.goBack()
    await scope.settle()
    expect(await scope.playhead()).toBe(12)
  })
}
