import { AxeBuilder } from '@axe-core/playwright'
import { sizes } from './sizes'
import { expect, test, type Scope } from './scope'

/** Rules of WCAG 2.2 A and AA, and axe's own good practice. */
async function violations({ page }: Scope): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
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
}

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
  })
}
