import { AxeBuilder } from '@axe-core/playwright'
import type { Locator } from '@playwright/test'
import { expect, test, type Scope } from './scope'

const inside = (scope: Scope): Locator => scope.page.getByRole('group', { name: 'Inside Router' })
const detail = (scope: Scope, name: string): Locator =>
  scope.page.getByRole('group', { name: 'Detail' }).getByRole('radio', { name })
const station = (scope: Scope, name: string): Locator => inside(scope).getByRole('listitem').filter({ hasText: name })
const lit = (scope: Scope): Locator => inside(scope).getByRole('row').and(scope.page.locator('[aria-current="step"]'))

/** A service as kube-proxy writes it, among many: the laptop's own destination is its address. */
function manyRules(services: number): string {
  const names = Array.from({ length: services }, (_, i) => `KUBE-SVC-${String(i).padStart(4, '0')}`)
  const address = (i: number) => (i === services - 1 ? '198.51.100.4' : `10.96.${i >> 8}.${i & 255}`)
  return [
    '*nat',
    ':PREROUTING ACCEPT [0:0]',
    ':INPUT ACCEPT [0:0]',
    ':OUTPUT ACCEPT [0:0]',
    ':POSTROUTING ACCEPT [0:0]',
    ':KUBE-SERVICES - [0:0]',
    ...names.map((name) => `:${name} - [0:0]`),
    '-A PREROUTING -j KUBE-SERVICES',
    '-A POSTROUTING -s 192.168.1.0/24 -o wan0 -j MASQUERADE',
    ...names.map((name, i) => `-A KUBE-SERVICES -d ${address(i)}/32 -p tcp -m tcp --dport 443 -j ${name}`),
    ...names.map((name) => `-A ${name} -p tcp -m tcp -j DNAT --to-destination 198.51.100.4:443`),
    'COMMIT',
    '',
  ].join('\n')
}

async function load(scope: Scope, rules: string): Promise<void> {
  await scope.click('Rules')
  await scope.page.getByRole('textbox', { name: /iptables-save/ }).fill(rules)
  await scope.click('Apply')
  await scope.press('Escape')
}

test('the road has every hook and table of the kernel’s packet flow', async ({ scope }) => {
  await scope.open()
  const road = inside(scope).getByRole('group', { name: 'The road through Router' })
  for (const hook of ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING', 'LOCAL PROCESS'])
    await expect(road.getByRole('heading', { name: hook, exact: true })).toHaveCount(1)
  await expect(road.getByRole('heading', { name: 'ROUTING', exact: true })).toHaveCount(2)
  for (const [name, times] of Object.entries({ raw: 2, conntrack: 2, mangle: 5, filter: 3, security: 3, confirm: 2 }))
    await expect(road.getByRole('listitem').filter({ hasText: new RegExp(`^${name}\\b`) })).toHaveCount(times)
})

test('the detail is chosen by its control, and by keys while the router has the focus', async ({ scope, page }) => {
  await scope.open()
  await expect(detail(scope, 'Road')).toBeChecked()
  await detail(scope, 'Rules').check({ force: true })
  await scope.settle()
  await expect(page.getByRole('region', { name: 'Every rule of Router' })).toBeVisible()
  await inside(scope).focus()
  await scope.press('1')
  await expect(detail(scope, 'Box')).toBeChecked()
  await scope.press('2')
  await expect(inside(scope).getByRole('group', { name: 'The road through Router' })).toBeVisible()
})

test('as a box: in by one address, out by the other, and why', async ({ scope }) => {
  await scope.open()
  await scope.stepUntil(scope.explanation, 'enter the conntrack table')
  await inside(scope).focus()
  await scope.press('1')
  await expect(inside(scope)).toContainText(/was 192\.168\.1\.10:54321\s*now 203\.0\.113\.5:54321/)
  await expect(inside(scope)).toContainText('lan0 → wan0 rewritten by nat / POSTROUTING rule 1, MASQUERADE')
})

test('a later packet passes the nat table by, and a sign says which entry knows', async ({ scope }) => {
  await scope.open()
  await scope.stepUntil(inside(scope).locator('[aria-label="nat / PREROUTING"]'), 'passed by: entry 1 knows already')
  await expect(station(scope, 'passed by: entry 1 knows already').first()).toBeVisible()
})

test('of a rule’s matches each is ticked, crossed, or not asked', async ({ scope }) => {
  await scope.open()
  await scope.choose('NAT is not a firewall')
  await scope.scrub(240)
  await scope.stepUntil(lit(scope), /-i lan0\s*✗ does not match\s*-o wan0\s*not asked/)
})

test('however much a packet’s card has to say, the rule that did it is in sight', async ({ scope }) => {
  for (const [scenario, place] of [
    ['hairpin-mended', 29],
    ['node-port', 43],
    ['load-balancer', 15],
    ['cgnat', 42],
  ] as const) {
    await scope.open(`?scenario=${scenario}`)
    await scope.scrub(place)
    const rule = scope.page.getByRole('group', { name: /^Inside/ }).getByRole('row')
    await expect(rule.and(scope.page.locator('[aria-current="step"]'))).toBeInViewport({ ratio: 0.9 })
  }
})

test('a connection that finds its answers taken is told whose they are', async ({ scope }) => {
  await scope.open('?scenario=ports-used-up')
  await scope.stepUntil(scope.explanation, 'No free source is left')
  await expect(inside(scope)).toContainText('entry 2 waits for the same answers')
})

test('a card points at the packet’s place, whatever detail was chosen before', async ({ scope, page }) => {
  await scope.open()
  await scope.scrub(25)
  const middleOf = (css: string): Promise<number> =>
    inside(scope)
      .locator(css)
      .evaluate((found) => {
        const { left, width } = found.getBoundingClientRect()
        return left + width / 2
      })
  for (const detail of ['Box', 'Road'])
    await page.getByRole('radio', { name: detail, exact: true }).check({ force: true })
  await scope.settle()
  const away = (await middleOf('.pkt-tip')) - (await middleOf('[data-anchor]'))
  expect(Math.abs(away)).toBeLessThan(3)
})

test('a full table says how full it is, and who had to go', async ({ scope }) => {
  await scope.open('?scenario=table-full')
  await scope.stepUntil(scope.explanation, 'thrown out to make room')
  await expect(inside(scope)).toContainText('3 of 3 entries')
  await expect(inside(scope)).toContainText('entry 3 is pushed out')
  await scope.stepUntil(scope.explanation, 'nothing could be pushed out')
  await expect(inside(scope)).toContainText('the packet is dropped')
})

test('an entry selected in the table lights its rule, whatever packet the step is about', async ({ scope }) => {
  await scope.open('?scenario=same-port')
  await scope.scrub(230)
  await expect(inside(scope)).toContainText('entry 2, its original direction')
  await scope.entries.filter({ hasText: '192.168.1.10:54321' }).getByRole('button').click()
  await expect(inside(scope)).toContainText('Entry 1, selected in the table: nat / POSTROUTING rule 1 -j MASQUERADE')
  await scope.page.getByRole('radio', { name: 'Rules' }).check({ force: true })
  await expect(inside(scope).getByRole('row').filter({ hasText: 'MASQUERADE' })).toContainText('entry 1')
})

test('a counter that moves says by how much', async ({ scope }) => {
  await scope.open()
  await scope.stepUntil(lit(scope), 'MASQUERADE')
  await expect(lit(scope)).toContainText('+1')
  await scope.press('ArrowRight')
  await expect(lit(scope)).not.toContainText('+1')
})

test('a port that was taken: the band, the tries, and who has each', async ({ scope }) => {
  await scope.open()
  await scope.choose('Two laptops, one source port')
  await scope.scrub(160)
  await scope.stepUntil(inside(scope), 'found by search')
  await expect(inside(scope)).toContainText('The search stays within 1024–65535')
  await expect(inside(scope)).toContainText(/no: entry 1 has it\s*which is 192\.168\.1\.10:54321/)
})

test('an ICMP error of the router’s own: what it is about, and why no nat rule is asked', async ({ scope }) => {
  await scope.open()
  await scope.choose('UDP and its timeout')
  await scope.scrub(60)
  await scope.stepUntil(inside(scope), 'Made by this machine’s kernel')
  await expect(inside(scope)).toContainText('no program waits on this port')
  await scope.stepUntil(inside(scope), 'it belongs to another connection and follows that one’s mapping')
})

test('among a few hundred rules the lit one is in sight, its callers are told, and chains can be jumped to', async ({
  scope,
  page,
}) => {
  await scope.open()
  await load(scope, manyRules(120))
  await inside(scope).focus()
  await scope.press('3')
  await scope.scrub(130)
  await scope.stepUntil(lit(scope), 'DNAT')
  await expect(lit(scope)).toBeInViewport()
  await expect(inside(scope)).toContainText('Comes back to KUBE-SERVICES, behind rule 120')
  await expect(inside(scope).getByRole('row').filter({ hasText: 'the packet comes back here' })).toHaveCount(2)
  await page.getByRole('button', { name: 'Go to nat / KUBE-SVC-0007', exact: true }).click()
  await expect(page.getByText('nat / KUBE-SVC-0007', { exact: true })).toBeInViewport()
})

test('untracked packets pass nat by, and the rule that said so is named', async ({ scope }) => {
  await scope.open()
  await load(
    scope,
    '*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A PREROUTING -i lan0 -j CT --notrack\nCOMMIT\n' +
      '*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n' +
      '-A POSTROUTING -o wan0 -j MASQUERADE\nCOMMIT\n',
  )
  await scope.stepUntil(inside(scope), 'rule 1 of raw / PREROUTING said so')
  await expect(inside(scope)).toContainText('no entry, no mapping: its addresses stay as they are')
})

for (const key of ['1', '3'])
  test(`axe finds nothing at level ${key}`, async ({ scope, page }) => {
    await scope.open()
    await scope.scrub(22)
    await inside(scope).focus()
    await scope.press(key)
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ).toEqual([])
  })
