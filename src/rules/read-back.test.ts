import { describe, expect, it } from 'vitest'
import { parseRuleset, printRule } from '.'

/** What `iptables-save` prints of a rule that was loaded. */
function saved(rule: string): string {
  const parsed = parseRuleset(`*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD ${rule}\nCOMMIT\n`)
  if (!parsed.ok) throw new Error(parsed.errors[0].message)
  const chain = parsed.ruleset.tables[0].chains.find((c) => c.name === 'FORWARD')
  return chain ? printRule(chain.rules[0]) : ''
}

// Each pair was recorded on Linux 6.18 with iptables 1.8.9 (nf_tables).
describe('a rule with several tests of one header', () => {
  it.each([
    [
      '-p tcp -m tcp --dport 80 -m tcp --tcp-flags SYN,ACK SYN -j ACCEPT',
      '-p tcp -m tcp --dport 80 --tcp-flags SYN,ACK SYN -j ACCEPT',
    ],
    [
      '-p tcp -m tcp --tcp-flags SYN,ACK SYN -m tcp --dport 80 -j ACCEPT',
      '-p tcp -m tcp --dport 80 --tcp-flags SYN,ACK SYN -j ACCEPT',
    ],
    ['-p udp -m udp --dport 5 -m udp --sport 6 -j ACCEPT', '-p udp -m udp --sport 6 --dport 5 -j ACCEPT'],
    [
      '-p tcp -m tcp --dport 80 -m comment --comment x -m tcp --tcp-flags SYN SYN -j ACCEPT',
      '-p tcp -m tcp --dport 80 --tcp-flags SYN SYN -m comment --comment x -j ACCEPT',
    ],
    ['-p tcp -m tcp --dport 80 -m tcp --dport 443 -j ACCEPT', '-p tcp -m tcp --dport 443 -j ACCEPT'],
    ['-p tcp -m tcp ! --dport 80 -m tcp --dport 443 -j ACCEPT', '-p tcp -m tcp ! --dport 443 -j ACCEPT'],
    [
      '-p tcp -m tcp --tcp-option 2 -m tcp --dport 80 -j ACCEPT',
      '-p tcp -m tcp --tcp-option 2 -m tcp --dport 80 -j ACCEPT',
    ],
    ['-p tcp -m tcp -m tcp --sport 7 -j ACCEPT', '-p tcp -m tcp -m tcp --sport 7 -j ACCEPT'],
    [
      '-p icmp -m icmp --icmp-type 8 -m icmp --icmp-type 0 -j ACCEPT',
      '-p icmp -m icmp --icmp-type 8 -m icmp --icmp-type 0 -j ACCEPT',
    ],
  ])('%s', (loaded, printed) => {
    expect(saved(loaded)).toBe(printed)
  })
})
