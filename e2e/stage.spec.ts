/** The picture: several routers, machines within machines, crowds; zoom, pan and moving nodes. */
import { deflateRawSync } from 'node:zlib'
import type { Locator } from '@playwright/test'
import { expect, test, type Scope } from './scope'
import { sizes } from './sizes'

const CGNAT = 'Carrier-grade NAT: two translations'
const DOCKER = 'Docker: a published port, and the way out'

/** Opens a scenario that is in no menu, as a link does. */
async function openOwn(scope: Scope, scenario: object): Promise<void> {
  const payload = deflateRawSync(Buffer.from(JSON.stringify({ s: scenario })))
  await scope.open(`#s=1.${payload.toString('base64url')}`)
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox()
  if (!box) throw new Error(`${String(locator)} is not to be seen`)
  return box
}

const road = (scope: Scope, router: string) => scope.page.getByRole('group', { name: `The road through ${router}` })

test.describe('two translations', () => {
  test.beforeEach(async ({ scope }) => {
    await scope.open()
    await scope.choose(CGNAT)
  })

  test('the realms stand in the order of the way, and each address has its realm’s sign', async ({ scope }) => {
    const names = ['Two homes', 'Home routers', 'Carrier', 'Carrier NAT', 'Internet']
    const lefts = await Promise.all(names.map(async (name) => (await boxOf(scope.region(name))).x))
    expect(lefts).toEqual(lefts.toSorted((a, b) => a - b))
    await scope.stepUntil(scope.here, '▲100.64.0.11')
    await expect(scope.here).toContainText('○198.51.100.4')
  })

  test('the router with the packet is shown from inside, the others as boxes', async ({ scope, page }) => {
    await expect(road(scope, 'Router A')).toBeVisible()
    await scope.stepUntil(scope.here, /at Carrier NAT/)
    await expect(road(scope, 'Carrier NAT')).toBeVisible()
    await expect(road(scope, 'Router A')).toHaveCount(0)
    await page.getByRole('button', { name: 'Look inside Router B' }).press('Enter')
    await expect(road(scope, 'Router B')).toBeVisible()
    // The picture goes with the packet again as soon as that goes on to another router.
    await scope.stepUntil(scope.here, /at Router A/)
    await expect(road(scope, 'Router A')).toBeVisible()
  })

  test('both homes end behind one public address, each with a port of its own', async ({ scope }) => {
    const sourceOutside = async () => {
      await scope.stepUntil(scope.here, /on the wire, Carrier NAT → Web server/)
      return /203\.0\.113\.5:20\d{3}/.exec(await scope.here.innerText())?.[0]
    }
    const first = await sourceOutside()
    await scope.scrub(Math.round((await scope.length()) / 3))
    await scope.stepUntil(scope.here, /at Laptop B/)
    const second = await sourceOutside()
    expect(first).toMatch(/:20/)
    expect(second).toMatch(/:20/)
    expect(second).not.toBe(first)
  })
})

test('a container is inside its host, behind docker0, and its published port leads to it', async ({ scope }) => {
  await scope.open()
  await scope.choose(DOCKER)
  await expect(scope.region('Containers')).toContainText('172.17.0.2')
  await scope.stepUntil(scope.here, '172.17.0.2:80')
  await expect(scope.region('Docker host')).toContainText('rewritten by nat / DOCKER rule 2, DNAT')
})

test('a machine that acts says so where no packet shows it: the very first step is seen', async ({ scope, page }) => {
  await scope.open()
  await scope.click('Step')
  const laptop = page.getByRole('listitem').filter({ hasText: 'Laptop' })
  await expect(laptop).toContainText('opens a TCP connection')
  await scope.press('ArrowRight')
  await expect(laptop).toContainText('TCP SYN-SENT')
  await scope.stepUntil(scope.explanation, 'SYN-RECEIVED')
  await expect(page.getByRole('listitem').filter({ hasText: 'Web server' })).toContainText('TCP SYN-RECEIVED')
})

test('a packet lost out there did not end at the machine that sent it', async ({ scope }) => {
  await scope.open('?scenario=container-offline')
  await scope.stepUntil(scope.explanation, 'the echo reply is lost')
  await expect(scope.here).toContainText('lost on the way from Web server')
})

test('a dropped packet says which rule or policy it was', async ({ scope }) => {
  await scope.open()
  await scope.choose('NAT is not a firewall')
  await scope.scrub((await scope.length()) - 20)
  await scope.stepUntil(scope.region('Router'), 'dropped by the chain’s policy')
  await expect(scope.region('Router').getByRole('article')).toContainText('filter / FORWARD')
})

test('a card that stands under another machine for want of room says whose it is', async ({ scope }) => {
  await scope.open('?scenario=load-balancer')
  await scope.stepUntil(scope.explanation, 'is an address of Web B itself')
  await expect(scope.region('Private network').getByRole('article')).toContainText('at Web B')
})

test('a private address out on the internet is marked in words', async ({ scope }) => {
  await scope.open()
  await scope.choose('NAT is not a firewall')
  await scope.stepUntil(scope.region('Internet'), 'private destination address on the internet')
})

test.describe('zoom', () => {
  test.beforeEach(({ scope }) => scope.open())
  const laptop = (scope: Scope) => scope.page.getByRole('button', { name: 'Move Laptop' })

  test('by button, to what fits and back', async ({ scope, page }) => {
    const before = await boxOf(laptop(scope))
    await scope.click('Zoom in')
    expect((await boxOf(laptop(scope))).width).toBeGreaterThan(before.width * 1.2)
    await scope.click('Fit')
    expect(await boxOf(laptop(scope))).toEqual(before)
    await page.getByRole('group', { name: 'Picture' }).focus()
    await scope.press('+')
    expect((await boxOf(laptop(scope))).width).toBeGreaterThan(before.width * 1.2)
    const near = await boxOf(laptop(scope))
    await scope.press('ArrowLeft')
    expect((await boxOf(laptop(scope))).x).toBeGreaterThan(near.x)
    expect(await scope.playhead()).toBe(0)
    await scope.press('0')
    expect(await boxOf(laptop(scope))).toEqual(before)
    // With all in sight there is nothing to pan, and the arrows step as everywhere.
    await scope.press('ArrowRight')
    expect(await scope.playhead()).toBe(1)
  })

  test('by Ctrl and the wheel, about the pointer; by dragging it pans', async ({ scope, page }) => {
    const before = await boxOf(laptop(scope))
    const at = { x: before.x + before.width / 2, y: before.y + before.height + 60 }
    await page.mouse.move(at.x, at.y)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -200)
    await page.keyboard.up('Control')
    await expect.poll(async () => (await boxOf(laptop(scope))).width).toBeGreaterThan(before.width * 1.5)
    const near = await boxOf(laptop(scope))
    await page.mouse.down()
    await page.mouse.move(at.x + 20, at.y + 10)
    await page.mouse.up()
    const moved = await boxOf(laptop(scope))
    expect(moved.x - near.x).toBeCloseTo(20, 0)
    expect(moved.y - near.y).toBeCloseTo(10, 0)
  })
})

test.describe('moving a node', () => {
  test.beforeEach(({ scope }) => scope.open())
  const phone = (scope: Scope) => scope.page.getByRole('button', { name: 'Move Phone' })

  test('from the keyboard, and Escape takes it back', async ({ scope }) => {
    const before = await boxOf(phone(scope))
    await phone(scope).press('m')
    await expect(phone(scope)).toHaveAttribute('aria-pressed', 'true')
    await scope.press('ArrowDown', 3)
    expect((await boxOf(phone(scope))).y).toBeGreaterThan(before.y + 20)
    expect(await scope.playhead()).toBe(0)
    await scope.press('Escape')
    expect(await boxOf(phone(scope))).toEqual(before)
    await phone(scope).press('Enter')
    await scope.press('ArrowUp', 2)
    await scope.press('Enter')
    const put = await boxOf(phone(scope))
    expect(put.y).toBeLessThan(before.y)
    // It stays there while another scenario is looked at.
    await scope.choose('Ping')
    await scope.choose('Home router: SNAT')
    expect(await boxOf(phone(scope))).toEqual(put)
  })

  test('by dragging it, but not out of its realm', async ({ scope, page }) => {
    const before = await boxOf(phone(scope))
    await phone(scope).hover()
    await page.mouse.down()
    await page.mouse.move(before.x + 600, before.y - 40, { steps: 4 })
    await page.mouse.up()
    const after = await boxOf(phone(scope))
    const realm = await boxOf(scope.region('Private network'))
    expect(after.y).toBeLessThan(before.y)
    expect(after.x + after.width).toBeLessThanOrEqual(realm.x + realm.width)
  })
})

test('a delivered packet is seen to arrive, and goes when the next thing happens', async ({ scope, page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await scope.open()
  const server = scope.region('Internet').getByRole('article')
  await scope.stepUntil(server, 'delivered')
  await scope.press('ArrowLeft')
  const browser = await page.context().newCDPSession(page)
  let moved = 0
  browser.on('Animation.animationStarted', ({ animation }) => {
    if (animation.type === 'WebAnimation' && (animation.source?.duration ?? 0) > 1) moved++
  })
  await browser.send('Animation.enable')
  await scope.press('ArrowRight')
  expect(moved).toBeGreaterThan(0)
  await scope.press('ArrowRight')
  await expect(server.filter({ hasText: 'delivered' })).toHaveCount(0)
})

/** So many hosts, and each sends `each` datagrams at the same moment. */
function crowd(hosts: number, each: number): object {
  const ids = Array.from({ length: hosts }, (_, i) => i + 10)
  return {
    id: 'crowd',
    title: 'Crowd',
    lead: 'Many at once.',
    seed: 1,
    realms: [
      { id: 'private', name: 'Private network', note: '192.168.1.0/24', kind: 'private', prefixes: ['192.168.1.0/24'] },
      { id: 'router', name: 'Router', note: 'NAT', kind: 'router', prefixes: [] },
      { id: 'internet', name: 'Internet', note: 'outside', kind: 'public', prefixes: ['198.51.100.0/24'] },
    ],
    nodes: [
      ...ids.map((n) => ({
        id: `h${n}`,
        name: `Host ${n}`,
        realm: 'private',
        kind: 'host',
        interfaces: [{ name: 'eth0', addresses: [`192.168.1.${n}/24`] }],
        routes: [{ to: 'default', via: '192.168.1.1', dev: 'eth0' }],
      })),
      {
        id: 'router',
        name: 'Router',
        realm: 'router',
        kind: 'router',
        interfaces: [
          { name: 'lan0', addresses: ['192.168.1.1/24'] },
          { name: 'wan0', addresses: ['198.51.100.1/24'] },
        ],
        iptables: '*nat\n-A POSTROUTING -o wan0 -j MASQUERADE\nCOMMIT\n',
      },
      {
        id: 'server',
        name: 'Server',
        realm: 'internet',
        kind: 'server',
        interfaces: [{ name: 'eth0', addresses: ['198.51.100.4/24'] }],
        services: [{ proto: 'udp', port: 53, app: 'echo' }],
      },
    ],
    links: [
      { id: 'lan', kind: 'lan', ends: [...ids.map((n) => `h${n}.eth0`), 'router.lan0'], latency: 5000 },
      { id: 'wan', kind: 'internet', ends: ['router.wan0', 'server.eth0'], latency: 5000 },
    ],
    script: ids.flatMap((n) =>
      Array.from({ length: each }, (_, i) => ({
        when: { time: 0 },
        command: { do: 'udp', node: `h${n}`, dst: '198.51.100.4', dport: 53, sport: 5000 + i },
      })),
    ),
  }
}

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(size, () => {
    test.use({ viewport })

    test('twenty hosts of one realm are all to be seen, none upon another', async ({ scope, page }) => {
      await openOwn(scope, crowd(20, 1))
      const realm = await boxOf(scope.region('Private network'))
      const boxes = await Promise.all((await page.getByRole('button', { name: /^Move Host/ }).all()).map(boxOf))
      expect(boxes).toHaveLength(20)
      for (const [i, a] of boxes.entries()) {
        expect(a.y + a.height).toBeLessThanOrEqual(realm.y + realm.height)
        for (const b of boxes.slice(i + 1))
          expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(
            true,
          )
      }
    })
  })
}

test('two hundred packets are under way at once, and all are counted', async ({ scope, page }) => {
  await openOwn(scope, crowd(20, 10))
  await scope.scrub(1100)
  const more = page.getByRole('img', { name: /more packets/ })
  await expect(more).toBeVisible()
  const [count] = /\d+/.exec((await more.getAttribute('aria-label')) ?? '') ?? ['0']
  expect(Number(count)).toBeGreaterThan(20)
})
