import { expect, test } from './scope'

test('a port forward that does not work: what is wrong is named, tried, and done in a branch', async ({
  scope,
  page,
}) => {
  await scope.open('?scenario=port-forward-refused')
  await scope.stepUntil(scope.explanation, 'dropped by the policy')
  await scope.click('What would let it through?')
  const dialog = page.getByRole('dialog', { name: 'What would let it through?' })
  const first = dialog.getByRole('listitem').first()
  await expect(first).toContainText(
    'iptables -R FORWARD 3 -d 192.168.1.100/32 -i wan0 -p tcp -m tcp --dport 80 -j ACCEPT',
  )
  await expect(first).toContainText('--dport 80 in place of --dport 8080')
  await expect(first).toContainText('Tried: it reaches Home server.')

  await first.getByRole('button', { name: 'Do it in a branch' }).click()
  await scope.settle()
  await expect(page.getByText('1 edit')).toBeVisible()
  // Said until something else is done: what the edit brings with it is nothing else.
  const said = page.getByRole('status').filter({ hasText: 'iptables -R FORWARD 3' })
  await expect(said).toBeVisible()
  await scope.press('ArrowRight')
  await expect(said).toBeHidden()
  await scope.stepUntil(scope.explanation, /Rule 3 .*matches/)
  await scope.stepUntil(scope.entries, 'ESTABLISHED')
})

test('an answer that never comes back: the address that is missing is offered', async ({ scope, page }) => {
  await scope.open('?scenario=container-offline')
  await scope.stepUntil(scope.explanation, /private address/)
  await scope.click('What would let it through?')
  const offer = page.getByRole('dialog').getByRole('listitem')
  await expect(offer).toHaveCount(1)
  await expect(offer).toContainText('-t nat -A POSTROUTING -s 172.17.0.3/32 -o eth0 -j MASQUERADE')
  await expect(offer).toContainText('Tried: the answer reaches')
})

test('where no rule stopped a packet, no rule is offered', async ({ scope }) => {
  await scope.open('?scenario=hairpin-broken')
  await scope.stepUntil(scope.explanation, /no (program|socket)|nobody|nothing/i)
  await expect(scope.button('What would let it through?')).toHaveCount(0)
})
