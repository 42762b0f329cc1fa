import { expect, test } from 'vitest'
import type { PacketSpec } from '../packet/spec'
import { parseRuleset } from '../rules/parse'
import '../rules/rare'
import { whyNot } from './why'

const syn: PacketSpec = { src: '192.168.1.10', dst: '198.51.100.4', proto: 'tcp', sport: 54321, dport: 443, flags: 'S' }

/** The reason a person reads when the last match of `rule` is false for a SYN that goes from lan0 to wan0. */
function why(rule: string): string {
  const parsed = parseRuleset(`*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD ${rule} -j ACCEPT\nCOMMIT\n`)
  if (!parsed.ok) throw new Error(`bad rule in a test: ${rule}`)
  const matches = parsed.ruleset.tables[0].chains.find(({ name }) => name === 'FORWARD')?.rules[0].matches
  return whyNot(matches?.at(-1), { packet: syn, in: 'lan0', out: 'wan0', state: 'NEW' })
}

test.each([
  ['-o lan0', 'it leaves by wan0, and the rule wants lan0'],
  ['! -o wan0', 'it leaves by wan0, and the rule wants any other'],
  ['-i wan0', 'it came in by lan0, and the rule wants wan0'],
  ['-s 10.0.0.0/8', 'its source is 192.168.1.10, and the rule wants 10.0.0.0/8'],
  ['! -s 192.168.1.0/24', 'its source 192.168.1.10 is in 192.168.1.0/24, which the rule leaves out'],
  ['-d 192.168.1.100', 'its destination is 198.51.100.4, and the rule wants 192.168.1.100/32'],
  ['-p udp', 'it is TCP, and the rule wants udp'],
  ['-p tcp --dport 80', 'its destination port is 443, and the rule wants 80'],
  ['-p tcp --sport 1:1023 --dport 443', 'its source port is 54321, and the rule wants 1:1023'],
  ['-p tcp ! --dport 443', 'its destination port is 443, and the rule wants anything but 443'],
  ['-p tcp -m multiport --dports 80,8080:8090', 'its destination port is 443, and the rule wants 80 or 8080:8090'],
  ['-m conntrack --ctstate RELATED,ESTABLISHED', 'conntrack calls it NEW, and the rule wants RELATED or ESTABLISHED'],
  ['-m limit --limit 5/min', 'packets come faster than 5/min allows'],
  ['-m u32 --u32 "8>>24=1"', 'the numbers in it are not what “-m u32 --u32 "0x8>>0x18=0x1"” asks for'],
  ['-p tcp -m ecn --ecn-tcp-cwr', 'its congestion bits are not what “-m ecn --ecn-tcp-cwr” asks for'],
  ['-m helper --helper ftp', 'no helper expected its connection'],
  ['-p sctp --dport 9', 'its destination port is 443, and the rule wants 9'],
  ['-m addrtype --dst-type LOCAL', 'its destination 198.51.100.4 is not an address of this node itself'],
])('%s: %s', (rule, reason) => {
  expect(why(rule)).toBe(reason)
})
