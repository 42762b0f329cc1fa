import { expect, test, type Scope } from './scope'

const good = `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A FORWARD -p udp -j DROP
-A FORWARD -p tcp -m tcp --dport 22 -j DROP
-A FORWARD -p tcp -m tcp --dport 443 -j DROP
COMMIT
`
/** The same with a slip of the pen on line 7. */
const slip = good.replace('--dport 443 -j DROP', '--dport 443 -j DORP --to')

async function paste(scope: Scope, text: string) {
  const editor = scope.page.getByRole('textbox', { name: /iptables-save/ })
  await editor.fill(text)
}

test.beforeEach(async ({ scope }) => {
  await scope.open()
  await scope.click('Rules')
})

test('an error on line 7 is named with its place, and the old rules stay in force', async ({ scope, page }) => {
  const before = await scope.length()
  await paste(scope, slip)
  await scope.click('Apply')
  await expect(page.getByText(/line 7, column \d+/i).first()).toBeVisible()
  await expect(page.getByText(/old rules stay in force/i).first()).toBeVisible()
  expect(await scope.length()).toBe(before)
  await expect(page.getByRole('textbox', { name: /iptables-save/ })).toContainText('DORP')
})

test('fixed and applied, the run goes on under the new rules as a branch', async ({ scope, page }) => {
  const before = await scope.length()
  await paste(scope, slip)
  await scope.click('Apply')
  await paste(scope, good)
  await scope.click('Apply')
  await expect.poll(() => scope.length()).not.toBe(before)
  await page.keyboard.press('Escape')
  await scope.stepUntil(scope.explanation, /drop/i)
  await expect(scope.region('Router')).toContainText('--dport 443')
  await scope.press('End')
  await expect(scope.entries).toHaveCount(0)
})

test('entries stay when the rules are replaced in mid-connection', async ({ scope, page }) => {
  await page.keyboard.press('Escape')
  await scope.stepUntil(scope.entries, 'ESTABLISHED')
  await scope.click('Rules')
  await paste(scope, good.replaceAll('DROP', 'ACCEPT'))
  await scope.click('Apply')
  await expect(scope.entries).toContainText('ESTABLISHED')
})

test('what is not modelled is kept, marked, and says what that means when it is met', async ({ scope, page }) => {
  await paste(scope, good.replace('-p tcp -m tcp --dport 22', '-m nfacct --nfacct-name inside'))
  await expect(page.getByText('One part of a rule is not modelled here.')).toBeVisible()
  await scope.click('Apply')
  await page.keyboard.press('Escape')
  await scope.stepUntil(scope.explanation, /is not modelled here, and such a match never holds/)
  await expect(scope.region('Router').getByText('not modelled', { exact: true }).first()).toBeVisible()
})

test('what the engine refuses stays in the editor, to be mended', async ({ scope, page }) => {
  const editor = page.getByRole('textbox', { name: /iptables-save/ })
  await paste(scope, `create blocked hash:nets\n${good}`)
  for (let i = 0; i < 2; i++) {
    await scope.click('Apply')
    await expect(scope.explanation).toContainText("line 1, column 16: Syntax error: typename 'hash:nets' is unknown")
    await expect(editor).toContainText('create blocked hash:nets')
  }
  await paste(scope, `create blocked hash:net\n${good}`)
  await scope.click('Apply')
  await expect(page.getByText('These rules are in force.')).toBeVisible()
  await scope.press('Home')
  await expect(editor).not.toContainText('create blocked')
})

test('rules that ask about a set want its lines, and with these the packet is dropped by the set', async ({
  scope,
  page,
}) => {
  const rules = good.replace('-p tcp -m tcp --dport 443', '-m set --match-set blocked dst')
  await paste(scope, rules)
  await scope.click('Apply')
  await expect(page.getByText(/line 7, column 31/i).first()).toBeVisible()
  await expect(page.getByText(/its `ipset save` lines before the tables/).first()).toBeVisible()
  await paste(scope, `create blocked hash:net\nadd blocked 198.51.100.0/24\n${rules}`)
  await scope.click('Apply')
  await expect(page.getByRole('textbox', { name: /iptables-save/ })).toContainText('add blocked 198.51.100.0/24')
  await page.keyboard.press('Escape')
  await scope.stepUntil(scope.explanation, /drop/i)
  await expect(scope.region('Router')).toContainText('--match-set blocked dst')
  await scope.press('End')
  await expect(scope.entries).toHaveCount(0)
})

test('rules of another machine: interfaces that are not here are named', async ({ scope, page }) => {
  await paste(scope, good.replace('-A FORWARD -p udp', '-A FORWARD -i eth0 -p udp'))
  await expect(page.getByText('The rules name eth0; this machine has lan0, wan0.')).toBeVisible()
  await paste(scope, good)
  await expect(page.getByText('The rules name')).toHaveCount(0)
})

test('what few rule sets name is fetched, read and done: a copy goes elsewhere, and u32 drops the packet', async ({
  scope,
  page,
}) => {
  const rules = good
    .replace('-A FORWARD -p udp -j DROP', '-A FORWARD -p tcp -j TEE --gateway 192.168.1.200')
    .replace('-p tcp -m tcp --dport 443', '-m u32 --u32 "6&0xFF=6 && 0>>22&0x3C@0&0xFFFF=443"')
  await paste(scope, rules)
  await expect(page.getByText('is not modelled here')).toHaveCount(0)
  await scope.click('Apply')
  await expect(page.getByText('These rules are in force.')).toBeVisible()
  await page.keyboard.press('Escape')
  await scope.stepUntil(scope.explanation, /makes a copy of the TCP SYN, as a TEE rule asks/)
  await expect(scope.region('Router')).toContainText('a copy')
  await scope.stepUntil(scope.explanation, /drop/i)
  await expect(scope.region('Router')).toContainText('-m u32 --u32 "0x6&0xff=0x6&&0x0>>0x16&0x3c@0x0&0xffff=0x1bb"')
  await scope.press('End')
  await expect(scope.entries).toHaveCount(0)
})

test('something else pasted is called by its name, and as many bad lines as one can read are listed', async ({
  scope,
  page,
}) => {
  const addresses = '2: eth0: <BROADCAST,UP> mtu 1500\n    inet 192.168.1.5/24 scope global eth0\n'
  await paste(scope, addresses.repeat(200))
  await expect(page.getByText('This looks like the output of ip addr.')).toBeVisible()
  await expect(page.getByText('400 lines need a look.')).toBeVisible()
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(40)
  await expect(page.getByText('And 360 more lines.')).toBeVisible()
})
