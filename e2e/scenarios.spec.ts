import { expect, test } from './scope'

/** Each with what is seen at some moment on the way, which makes it the scenario it is. */
const scenes = {
  'Home router: SNAT': 'ESTABLISHED',
  'Two laptops, one source port': '192.168.1.11',
  'UDP and its timeout': 'udp',
  Ping: 'icmp',
  'NAT is not a firewall': '203.0.113.9',
  'Port forward: DNAT': '192.168.1.100:80',
  'Carrier-grade NAT: two translations': '100.64.0.11',
  'Docker: a published port, and the way out': '172.17.0.2:80',
}

test.beforeEach(({ scope }) => scope.open())

for (const [title, seen] of Object.entries(scenes)) {
  test(`${title}: every event can be stood on, there and back`, async ({ scope }) => {
    await scope.choose(title)
    await scope.stepUntil(scope.entries, seen)
    const length = await scope.length()
    await scope.walk('ArrowRight', length - (await scope.playhead()))
    expect(await scope.playhead()).toBe(length)
    await expect(scope.explanation).not.toBeEmpty()
    await scope.walk('ArrowLeft', length)
    expect(await scope.playhead()).toBe(0)
    await expect(scope.entries).toHaveCount(0)
  })
}
