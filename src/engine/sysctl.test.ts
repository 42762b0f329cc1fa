import { describe, expect, test } from 'vitest'
import { createSysctl } from './sysctl'

describe('sysctl', () => {
  test('has the defaults of Linux 6.18', () => {
    const sysctl = createSysctl()
    expect(sysctl.get('net.netfilter.nf_conntrack_tcp_timeout_established')).toBe(432_000)
    expect(sysctl.get('net.netfilter.nf_conntrack_udp_timeout')).toBe(30)
    expect(sysctl.get('net.netfilter.nf_conntrack_udp_timeout_stream')).toBe(120)
    expect(sysctl.text('net.ipv4.ip_local_port_range')).toBe('32768\t60999')
  })

  test('takes values as numbers or text, and names with slashes', () => {
    const sysctl = createSysctl({ 'net.ipv4.ip_forward': '1' })
    expect(sysctl.get('net/ipv4/ip_forward')).toBe(1)
  })

  test('keeps a value for each interface', () => {
    const sysctl = createSysctl({}, ['lo', 'wan0'])
    sysctl.set('net.ipv4.conf.wan0.rp_filter', 2)
    const values = ['all', 'default', 'lo', 'wan0'].map((name) => sysctl.get(`net.ipv4.conf.${name}.rp_filter`))
    expect(values).toEqual([0, 0, 0, 2])
    expect(() => sysctl.set('net.ipv4.conf.eth9.rp_filter', 2)).toThrow('unknown sysctl')
  })

  test('refuses names that are not there and values that are no number', () => {
    const sysctl = createSysctl()
    expect(() => sysctl.get('net.ipv4.nonsense')).toThrow('unknown sysctl "net.ipv4.nonsense"')
    expect(() => sysctl.set('net.ipv4.ip_forward', 'yes')).toThrow('whole number')
    expect(sysctl.get('net.ipv4.ip_forward')).toBe(0)
  })

  test('takes the first of several numbers, and no more seconds than the kernel has jiffies for', () => {
    const sysctl = createSysctl()
    sysctl.set('net.netfilter.nf_conntrack_udp_timeout', '3 4')
    expect(sysctl.text('net.netfilter.nf_conntrack_udp_timeout')).toBe('3')
    expect(() => sysctl.set('net.netfilter.nf_conntrack_udp_timeout', 2 ** 31 - 1)).toThrow('8589934')
    expect(() => sysctl.set('net.netfilter.nf_conntrack_frag6_low_thresh', 4_194_305)).toThrow('4194304')
  })
})
