import { expect, test } from './scope'

test.beforeEach(async ({ scope }) => {
  await scope.open()
  await scope.choose('Port forward: DNAT')
})

test('the router sends the visitor on to the server at home', async ({ scope }) => {
  await scope.stepUntil(scope.packet, '192.168.1.100')
  await expect(scope.packet).toContainText('203.0.113.5')
  await scope.stepUntil(scope.entries, 'SYN_SENT')
  await expect(scope.entries).toContainText('203.0.113.5:8080')
  await expect(scope.entries).toContainText('192.168.1.100:80')
})

test('the answer comes from the address that the visitor asked', async ({ scope }) => {
  await scope.stepUntil(scope.entries, 'SYN_RECV')
  // The SYN-ACK, on its way out: the server's own address was replaced.
  await scope.stepUntil(scope.packet, '203.0.113.5')
  await expect(scope.packet).toContainText('192.168.1.100')
  await scope.stepUntil(scope.entries, 'ESTABLISHED')
})
