import type { Scenario } from '../model/scenario'
import {
  asksTwice,
  FORWARD_ESTABLISHED,
  FORWARD_OUT,
  filterTable,
  homeServer,
  MASQUERADE,
  natTable,
  outside,
  phone,
  realms,
  router,
  wires,
} from './home'

/** Nobody comes from here; it is where one would test the port forward from, and find that it works. */
const visitor = outside('visitor', 'Visitor', 7, { kind: 'host' })

/** From home and from outside alike, so it names the address and not the way in. */
const DNAT = '-A PREROUTING -d 203.0.113.5/32 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 192.168.1.100:80'
const FORWARD_TO_SERVER = '-A FORWARD -d 192.168.1.100/32 -p tcp -m tcp --dport 80 -j ACCEPT'
const HAIRPIN = '-A POSTROUTING -s 192.168.1.0/24 -d 192.168.1.100/32 -p tcp -m tcp --dport 80 -j MASQUERADE'

const filter = filterTable(FORWARD_ESTABLISHED, FORWARD_OUT, FORWARD_TO_SERVER)

/** Else it would tell the phone of the short way to the server, by a redirect that its own NAT drops: true, and beside the point. */
const quiet = { 'net.ipv4.conf.all.send_redirects': 0, 'net.ipv4.conf.lan0.send_redirects': 0 }

const common = {
  realms,
  links: wires([phone, homeServer], [visitor]),
  script: [
    {
      when: { time: 0 },
      command: { do: 'tcp', node: 'phone', dst: '203.0.113.5', dport: 8080, sport: 50100 },
    },
  ],
} satisfies Partial<Scenario>

export const hairpinBroken: Scenario = {
  id: 'hairpin-broken',
  title: 'Hairpin, broken',
  lead: 'A phone at home asks for the home server by its public name, and is answered by somebody it did not ask.',
  seed: 9,
  ...common,
  nodes: [asksTwice(phone), homeServer, router(filter + natTable(DNAT, MASQUERADE), quiet), visitor],
}

export const hairpinMended: Scenario = {
  id: 'hairpin-mended',
  title: 'Hairpin, mended',
  lead: 'One rule more: the router puts its own address on what comes from home, so the answer must come back to it.',
  seed: 10,
  ...common,
  nodes: [phone, homeServer, router(filter + natTable(DNAT, MASQUERADE, HAIRPIN), quiet), visitor],
}
