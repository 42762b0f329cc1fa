import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ICMP_TRANSITIONS, type IcmpState, UDP_TRANSITIONS, type UdpState } from '../../model/trackers'
import { build } from '../../packet/build'
import { Lab, snatTo } from './lab'

const QUERY = { src: '192.168.1.10', dst: '198.51.100.4', proto: 'udp', sport: 5000, dport: 53 } as const
const ANSWER = { src: '198.51.100.4', dst: '203.0.113.5', proto: 'udp', sport: 53, dport: 5000 } as const
const PING = { src: '192.168.1.10', dst: '198.51.100.4', proto: 'icmp', type: 8, code: 0, id: 7, seq: 1 } as const

const nat = () => new Lab({ snat: snatTo('203.0.113.5') })
const tail = 'src=192.168.1.10 dst=198.51.100.4 sport=5000 dport=53'
const back = 'src=198.51.100.4 dst=203.0.113.5 sport=53 dport=5000'

describe('UDP', () => {
  test('a question, its answer, and a stream only when it goes on for two seconds', () => {
    const lab = nat()
    lab.see(QUERY)
    expect(lab.list).toEqual([`udp      17 30 ${tail} [UNREPLIED] ${back} mark=0 use=1`])
    lab.see(ANSWER)
    expect(lab.list).toEqual([`udp      17 30 ${tail} ${back} mark=0 use=1`])
    lab.see(QUERY)
    expect(lab.list).toEqual([`udp      17 30 ${tail} ${back} mark=0 use=1`])
    lab.wait(3)
    lab.see(ANSWER)
    expect(lab.list).toEqual([`udp      17 120 ${tail} ${back} [ASSURED] mark=0 use=1`])
  })

  test('the first answer after 25 seconds still finds it, one after 30 does not', () => {
    const lab = nat()
    lab.see(QUERY)
    lab.wait(25)
    expect(lab.see(ANSWER)).toBe('198.51.100.4.53 > 192.168.1.10.5000: UDP, length 0')
    lab.wait(30)
    expect(lab.list).toEqual([])
    expect(lab.see(ANSWER)).toBe('198.51.100.4.53 > 203.0.113.5.5000: UDP, length 0')
    expect(lab.state).toBe('NEW')
  })

  test('its end comes at its microsecond', () => {
    const lab = nat()
    lab.see(QUERY)
    expect(lab.conntrack.nextExpiry()).toBe(30_000_000)
    lab.wait(10)
    lab.see(QUERY)
    expect(lab.conntrack.nextExpiry()).toBe(40_000_000)
  })
})

describe('ICMP', () => {
  test('a ping and its answer', () => {
    const lab = nat()
    lab.see(PING)
    expect(lab.list).toEqual([
      'icmp     1 30 src=192.168.1.10 dst=198.51.100.4 type=8 code=0 id=7 [UNREPLIED] src=198.51.100.4 dst=203.0.113.5 type=0 code=0 id=7 mark=0 use=1',
    ])
    expect(lab.see({ ...PING, src: '198.51.100.4', dst: '203.0.113.5', type: 0 })).toBe(
      '198.51.100.4 > 192.168.1.10: ICMP echo reply, id 7, seq 1, length 8',
    )
  })

  test('an answer that nobody asked for is INVALID', () => {
    const lab = nat()
    lab.see({ ...PING, type: 0 })
    expect([lab.state, lab.list]).toEqual(['INVALID', []])
  })

  test('an error about a known flow is RELATED and finds its way to the sender', () => {
    const lab = nat()
    lab.see(QUERY)
    const about = { ...QUERY, src: '203.0.113.5' }
    const error = { src: '198.51.100.9', dst: '203.0.113.5', proto: 'icmp', type: 3, code: 1, inner: about } as const
    expect(lab.see(error)).toBe('198.51.100.9 > 192.168.1.10: ICMP host 198.51.100.4 unreachable, length 36')
    expect(lab.state).toBe('RELATED')
  })

  test.each([
    ['about nothing we know', { sport: 5001 }, '203.0.113.5'],
    ['about our flow, but for another host', {}, '203.0.113.77'],
  ])('an error %s is INVALID', (_, other, dst) => {
    const lab = nat()
    lab.see(QUERY)
    const inner = { ...QUERY, src: '203.0.113.5', ...other }
    lab.see({ src: '198.51.100.9', dst, proto: 'icmp', type: 3, code: 1, inner })
    expect(lab.state).toBe('INVALID')
  })
})

describe('any other protocol', () => {
  test('goes by its addresses for ten minutes', () => {
    const lab = nat()
    lab.see({ src: '192.168.1.10', dst: '198.51.100.4', proto: 99, payload: '00' })
    expect(lab.list).toEqual([
      'unknown  99 600 src=192.168.1.10 dst=198.51.100.4 [UNREPLIED] src=198.51.100.4 dst=203.0.113.5 mark=0 use=1',
    ])
  })
})

describe('a broken packet', () => {
  const broken = (): Uint8Array => {
    const bytes = build({ ...QUERY, payload: '6162' })
    bytes[bytes.length - 1] ^= 1
    return bytes
  }

  test('has a wrong checksum: INVALID, and it passes untranslated', () => {
    const lab = nat()
    const out = lab.crossBytes(broken(), true)
    expect([lab.state, lab.list, out]).toEqual(['INVALID', [], broken()])
  })

  test('does not matter where the sysctl says so', () => {
    const lab = new Lab({ sysctl: { checksum: 0 } })
    lab.crossBytes(broken(), true)
    expect(lab.state).toBe('NEW')
  })
})

describe('a full table', () => {
  test('takes no more, and takes them again when there is room', () => {
    const lab = new Lab({ sysctl: { max: 2 } })
    expect(lab.see({ ...QUERY, sport: 1 })).not.toBe('dropped')
    expect(lab.see({ ...QUERY, sport: 2 })).not.toBe('dropped')
    expect(lab.see({ ...QUERY, sport: 3 })).toBe('dropped')
    expect(lab.conntrack.dropReason).toBe('table-full')
    lab.wait(30)
    expect(lab.see({ ...QUERY, sport: 3 })).not.toBe('dropped')
  })

  test('with few buckets, somebody unassured goes', () => {
    const lab = new Lab({ sysctl: { max: 2, buckets: 8 }, trace: true })
    for (let sport = 1; sport <= 3; sport++) expect(lab.see({ ...QUERY, sport })).not.toBe('dropped')
    expect(lab.said.some((e) => e.kind === 'ct-end' && e.why === 'early-drop')).toBe(true)
    expect(lab.list.length).toBeLessThanOrEqual(2)
  })
})

describe('what nobody confirms', () => {
  test('ends with its packet', () => {
    const lab = new Lab({ dnat: () => 0, trace: true })
    expect(lab.see(QUERY)).toBe('dropped')
    expect(lab.said.map((e) => e.kind)).toEqual(['ct-lookup', 'ct-new', 'ct-end'])
    expect(lab.conntrack.count).toBe(0)
  })
})

describe('the state charts of UDP and ICMP', () => {
  const way = fc.constantFrom('original' as const, 'reply' as const)
  const shown = (line: string) =>
    line.includes('[UNREPLIED]') ? 'UNREPLIED' : line.includes('[ASSURED]') ? 'STREAM' : 'REPLIED'

  test('UDP goes as the chart says', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ way, after: fc.constantFrom(0, 1, 3) })), (packets) => {
        const lab = nat()
        lab.see(QUERY)
        let state: UdpState = 'UNREPLIED'
        let age = 0
        for (const { way: from, after } of packets) {
          lab.wait(after)
          age += after
          lab.see(from === 'original' ? QUERY : ANSWER)
          // A late packet that is the first answer counts as an answer.
          const late: boolean = age > 2 && state !== 'UNREPLIED'
          state = UDP_TRANSITIONS[state][late ? 'late' : from]
          expect(lab.list.map(shown)).toEqual([state])
        }
      }),
    )
  })

  test('ICMP goes as the chart says', () => {
    fc.assert(
      fc.property(fc.array(way), (packets) => {
        const lab = nat()
        lab.see(PING)
        let state: IcmpState = 'UNREPLIED'
        for (const from of packets) {
          lab.see(from === 'original' ? PING : { ...PING, src: '198.51.100.4', dst: '203.0.113.5', type: 0 })
          state = ICMP_TRANSITIONS[state][from]
          expect(lab.list.map(shown)).toEqual([state])
        }
      }),
    )
  })
})
