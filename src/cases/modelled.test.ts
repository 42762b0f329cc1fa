import { describe, expect, it } from 'vitest'
import type { Case, CaseNode, Step } from './format'
import { NotModelled, passedOver, refuseUnmodelled } from './modelled'

const withNode = (part: Partial<CaseNode>): Case => ({
  name: '',
  nodes: { router: { interfaces: {}, ...part } },
  steps: [],
})
const withStep = (step: Step): Case => ({ name: '', nodes: { router: { interfaces: {} } }, steps: [step] })

describe('refuseUnmodelled', () => {
  it.each<[string, Case]>([
    ['not modelled yet: ip6tables', withNode({ ip6tables: '*nat\nCOMMIT\n' })],
    ['not modelled yet: nft', withNode({ nft: 'table ip nat { }' })],
    ['not modelled yet: IPv6', withNode({ interfaces: { lan0: { addresses: ['2001:db8::1/64'] } } })],
    ['not modelled yet: IPv6', withStep({ conntrack: 'router', family: 'ipv6' })],
    ['not modelled yet: ICMPv6', withStep({ answer: 0, with: { proto: 'icmpv6' as 'icmp' } })],
    [
      'not modelled yet: the command "tcpdump -i wan0"',
      withStep({ exec: 'router', command: ['tcpdump', '-i', 'wan0'] }),
    ],
  ])('%s', (message, c) => {
    expect(() => refuseUnmodelled(c)).toThrow(NotModelled)
    expect(() => refuseUnmodelled(c)).toThrow(message)
  })

  it('lets the rest pass', () => {
    expect(() => refuseUnmodelled(withNode({ iptables: '*nat\nCOMMIT\n' }))).not.toThrow()
    expect(() => refuseUnmodelled(withStep({ exec: 'router', command: ['conntrack', '-L'] }))).not.toThrow()
  })
})

describe('passedOver', () => {
  it('names settings that the engine does not follow', () => {
    const sysctl = { 'net.core.somaxconn': 1, 'net/ipv4/conf/lan0/rp_filter': 1 }
    const c = withNode({ sysctl, interfaces: { lan0: {} } })
    expect(passedOver(c)).toEqual(['the setting net.core.somaxconn'])
  })

  it('names each part of a rule once, as written', () => {
    const copy = '-j RATEEST --rateest-name lan'
    const rules = [
      '-A FORWARD -m cgroup --cgroup 7 -j ACCEPT',
      `-A FORWARD ${copy}`,
      `-A FORWARD -p udp ${copy}`,
      '-A FORWARD -j DROP',
    ]
    const iptables = ['*filter', ':FORWARD ACCEPT [0:0]', ...rules, 'COMMIT', ''].join('\n')
    expect(passedOver(withNode({ iptables }))).toEqual(['-m cgroup --cgroup 7', copy])
    expect(passedOver(withNode({}))).toEqual([])
  })
})
