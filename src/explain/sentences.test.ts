/** Sentences that a whole run has to bring about: a scenario and what is said in it. */
import { expect, test } from 'vitest'
import { runScenario, startRun } from '../engine/run'
import { applyEvent, emptyView } from '../model/fold'
import { scenarios } from '../scenarios'
import { explain } from './explain'

function sentences(id: string): string[] {
  const scenario = scenarios.find((each) => each.id === id)!
  let view = emptyView(scenario, startRun(scenario).rulesets)
  return runScenario(scenario).map((event) => {
    const before = view
    view = applyEvent(view, event)
    return explain(event, before, view, scenario).sentence
  })
}

test.each([
  // What changed and who did it, on the way out and on the way back.
  [
    'home-router',
    'Rule 1 of nat/POSTROUTING (MASQUERADE) changes the source: 192.168.1.10:54321 becomes 203.0.113.5:54321.',
  ],
  [
    'home-router',
    'Conntrack entry 1 turns the answer back: the destination 203.0.113.5:54321 becomes 192.168.1.10:54321 again. No rule is asked.',
  ],
  [
    'home-router',
    'Conntrack entry 1 changes the source: 192.168.1.10:54321 becomes 203.0.113.5:54321. No rule is asked.',
  ],
  // A listener is there; what is missing is the connection.
  ['invalid', 'The web server has no connection with 192.168.1.10:54321 at its port 443, so the TCP ACK finds nobody.'],
  [
    'invalid',
    'The program on the laptop has what it wanted of the TCP connection at 192.168.1.10:54321: connected. The connection itself is still ESTABLISHED.',
  ],
  [
    'ports-used-up',
    'Rule 1 matches, so the router picks a source for the whole connection: 203.0.113.5. Port 123 is not one that the rule lends, so the router tries others until one is free: port 4001.',
  ],
  [
    'ports-used-up',
    'Rule 1 matches, so the router looks for a source at 203.0.113.5. Whatever it tries is taken towards this destination, the last one by entry 2 (Laptop B).',
  ],
  [
    'node-port',
    'Rule 3 matches, so Node 1 picks a source for the whole connection: its own address on eth0, 203.0.113.11. The rule wants a port at random, so Node 1 draws until one is free: port 25036.',
  ],
  ['path-mtu', 'This is a piece of a packet: it waits here until the others have come, and the packet is whole again.'],
  [
    'path-mtu',
    'The UDP datagram is 1428 bytes, the way on carries 1400, and it must not be cut (DF): the provider drops it and tells its sender.',
  ],
  ['path-mtu', 'The server keeps this piece: with the others it makes up the packet that goes on.'],
  ['cluster-ip', 'A route for 10.244.1.5 alone says that it is right on veth-web-a.'],
  ['scanned', 'The answer to the first packet is a RST, so there is nothing to remember: entry 3 is deleted at once.'],
  [
    'load-balancer',
    "Rule 1 of nat/PREROUTING does not match, because it was not this packet's turn (--mode nth --every 3 --packet 0).",
  ],
])('%s: %s', (id, sentence) => {
  expect(sentences(id)).toContain(sentence)
})
