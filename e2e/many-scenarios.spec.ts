import { expect, test } from './scope'

/** The menu by group; each of the rarer ones with what is said at the moment that makes it the scenario it is. */
const menu: Record<string, Record<string, RegExp | null>> = {
  Basics: {
    'Home router: SNAT': null,
    'Two laptops, one source port': null,
    'UDP and its timeout': null,
    Ping: null,
    'NAT is not a firewall': null,
    'What a scanner outside sees': /No program on the router listens on port 54321/,
  },
  'Port forwards': {
    'Port forward: DNAT': null,
    'Hairpin, broken': /The phone answers the home server .* with a TCP RST/,
    'Hairpin, mended': /changes the source: 192\.168\.1\.11:50100 becomes 192\.168\.1\.1:50100/,
    'Load balancer: three servers': /goes to Web C, 192\.168\.1\.23:80/,
  },
  'Carriers and paths': {
    'Carrier-grade NAT: two translations': null,
    'Traceroute through NAT': /The packet quoted inside the ICMP error belongs to entry 2/,
    'Path MTU through NAT': /bytes, the way on carries \d+, and it must not be cut/,
  },
  Containers: {
    'Docker: a published port, and the way out': null,
    'Kubernetes: ClusterIP': /goes to web-b, 10\.244\.2\.6:8080, instead of 10\.96\.0\.80:80/,
    'Kubernetes: NodePort from outside': /picks a source for the whole connection: its own address on eth0/,
  },
  'When it breaks': {
    'Why does this port forward not work?': /dropped by the policy of filter\/FORWARD/,
    "Why can't this container reach the internet?": /172\.17\.0\.3 is a private address/,
    'INVALID packets pass untranslated': /Conntrack calls the packet INVALID/,
  },
  Limits: {
    'The table is full': /table full, dropping packet/,
    'No port is left': /No free source is left for this destination/,
    'SYN flood through a port forward': /was not ASSURED, so it is thrown out/,
  },
}

test.beforeEach(({ scope }) => scope.open())

test('the menu has them all, in groups', async ({ page }) => {
  // A closed list shows assistive technology its options and not their groups.
  const groups = await page
    .getByLabel('Scenario')
    .locator('optgroup')
    .evaluateAll((all) =>
      all.map((group) => [group.getAttribute('label'), [...group.children].map((o) => o.textContent)]),
    )
  expect(groups).toEqual(Object.entries(menu).map(([name, titles]) => [name, Object.keys(titles)]))
})

for (const [title, said] of Object.values(menu).flatMap((group) => Object.entries(group)))
  if (said)
    test(`${title}: steps to what it is about, and runs to its end`, async ({ scope }) => {
      await scope.choose(title)
      await scope.stepUntil(scope.explanation, said)
      await scope.scrub(await scope.length())
      await expect(scope.explanation).toContainText('The story is over')
    })

test('the traffic of one that is about limits shows them at full size', async ({ scope, page }) => {
  await scope.choose('The table is full')
  await page.getByRole('tab', { name: 'Traffic' }).click()
  await expect(page.getByLabel('Conversations')).toHaveValue('100000')
})
