import { expect, it } from 'vitest'
import { build } from '../../../packet/build'
import { createWorld } from '../../world'

it('comes to an end though copies to oneself are copied again', () => {
  const iptables = '*mangle\n-A PREROUTING -p udp -j TEE --gateway 192.168.1.1\nCOMMIT\n'
  const lan0 = { name: 'lan0', addresses: ['192.168.1.1/24'] }
  const world = createWorld(
    { nodes: [{ id: 'router', interfaces: [lan0], routes: [], iptables }], links: [] },
    { seed: 1 },
  )
  world.inject('router', 'lan0', build({ src: '192.168.1.10', dst: '192.168.1.1', proto: 'udp', sport: 1, dport: 9 }))
  world.settle()
  expect(world.drainTaps().length).toBeGreaterThan(0)
})
