import { AxeBuilder } from '@axe-core/playwright'
import { sizes } from './sizes'
import { expect, test, type Scope } from './scope'

/** Rules of WCAG 2.2 A and AA, and axe's own good practice. */
async function violations({ page }: Scope, part = ':root'): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .include(part)
    // There are no frames from elsewhere: no page need be opened to sum theirs up.
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

const scenes: Record<string, (scope: Scope) => Promise<void>> = {
  'the start': async () => {},
  'a rewritten packet': (scope) => scope.scrub(40),
  'the rules': (scope) => scope.click('Rules'),
  'the builder': (scope) => scope.click('Send a packet'),
  'the help': (scope) => scope.press('?'),
  'what is modelled': async (scope) => {
    await scope.press('?')
    await scope.click('What is modelled')
  },
  'an ICMP error in Wireshark’s colours': async (scope) => {
    await scope.page.evaluate(() => localStorage.setItem('natscope.settings', '{"wireshark":true}'))
    await scope.open('?scenario=traceroute')
    await scope.scrub(64)
  },
  'a packet that conntrack calls INVALID': async (scope) => {
    await scope.open('?scenario=invalid')
    await scope.scrub(88)
  },
  'a packet dropped by a rule': async (scope) => {
    await scope.open('?scenario=scanned')
    await scope.scrub(217)
  },
  'machines within machines': async (scope) => {
    await scope.open('?scenario=cluster-ip')
    await scope.scrub(21)
  },
}

/** What can be opened one after the other on the same page; each is looked at, as the part of the page that it is in. */
const rounds: Record<string, { part: string; walk(scope: Scope): AsyncGenerator<string> }> = {
  'every tab below': {
    part: '.app-bottom',
    async *walk(scope) {
      await scope.scrub(60)
      if (isPhone(scope)) await scope.page.getByRole('tab', { name: 'Tables', exact: true }).click()
      for (const name of ['State chart', 'Ladder', 'Branches', 'Hash table', 'Ports', 'Capacity', 'Traffic']) {
        await scope.page.getByRole('tab', { name, exact: true }).click()
        yield name
      }
    },
  },
  'every level of the router': {
    part: '.app-stage',
    async *walk(scope) {
      await scope.scrub(25)
      for (const level of ['1', '2', '3']) {
        await scope.page.getByRole('group', { name: 'Inside Router' }).focus()
        await scope.page.keyboard.press(level)
        yield `level ${level}`
      }
    },
  },
  'the dialogs': {
    part: 'dialog',
    async *walk(scope) {
      for (const name of ['Find a command', 'Save pictures', 'Settings', 'Breakpoints']) {
        const button = scope.page.getByRole('button', { name }).first()
        // A phone's header has not all of them; there the palette has.
        if (!(await button.isVisible())) continue
        await button.click()
        await scope.page.getByRole('dialog').waitFor()
        yield name
        await scope.page.keyboard.press('Escape')
      }
    },
  },
}

/** CSS pixels; as in the style sheets. */
const PHONE = 700
const isPhone = ({ page }: Scope): boolean => (page.viewportSize()?.width ?? 0) <= PHONE

for (const [size, viewport] of Object.entries(sizes)) {
  test.describe(size, () => {
    test.use({ viewport })
    for (const [scene, reach] of Object.entries(scenes)) {
      test(`axe finds nothing at ${scene}`, async ({ scope }) => {
        await scope.open()
        await reach(scope)
        await scope.settle()
        expect(await violations(scope)).toEqual([])
      })
    }
    for (const [round, { part, walk }] of Object.entries(rounds)) {
      test(`axe finds nothing at ${round}`, async ({ scope }) => {
        await scope.open()
        for await (const place of walk(scope)) {
          await scope.settle()
          expect.soft(await violations(scope, part), place).toEqual([])
        }
      })
    }
    // A phone shows one pane at a time: its tables are tall anyway.
    if (viewport.width <= PHONE) return
    test('axe finds nothing where the tables are tall', async ({ scope }) => {
      await scope.open()
      await scope.scrub(26)
      await scope.click('More room for the tables')
      expect(await violations(scope)).toEqual([])
    })
  })
}
