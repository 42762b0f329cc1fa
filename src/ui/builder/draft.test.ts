import { describe, expect, test } from 'vitest'
import { sampleScenario } from '../../model/sample'
import { build } from '../../packet/build'
import { line } from '../../packet/line'
import { check, firstDraft, type Draft } from './draft'

const first = firstDraft(sampleScenario)
const sent = (change: Partial<Draft>): string => {
  const checked = check({ ...first, ...change })
  return checked.ok ? line(build(checked.packet)) : Object.values(checked.errors).join('; ')
}

describe('the packet that the form makes', () => {
  test('begins as a SYN from the laptop to the web server', () => {
    expect(sent({})).toMatch(/192\.168\.1\.10\.40000 > 198\.51\.100\.4\.443: Flags \[S\], seq 1000/)
  })
  test('takes flags in any number', () => {
    expect(sent({ flags: 'SFPU' })).toMatch(/Flags \[FSPU\]/)
  })
  test('UDP carries its text as bytes', () => {
    const checked = check({ ...first, proto: 'udp', payload: 'hé' })
    expect(checked).toMatchObject({ ok: true, packet: { proto: 'udp', payload: '68c3a9' } })
  })
  test('ICMP has an identifier in place of ports', () => {
    const checked = check({ ...first, proto: 'icmp', sport: 'nonsense' })
    expect(checked).toMatchObject({ ok: true, packet: { type: 8, code: 0, id: 7 } })
  })
})

describe('a bad field is named with what was expected', () => {
  test.each([
    [{ dst: '198.51.100.400' }, 'Destination address: four numbers from 0 to 255'],
    [{ src: '' }, 'Source address: four numbers'],
    [{ dport: '65536' }, 'Destination port: a whole number from 1 to 65535'],
    [{ sport: '1e3' }, 'Source port: a whole number from 1 to 65535'],
    [{ ttl: '0' }, 'TTL: a whole number from 1 to 255'],
    [{ seq: '4294967296' }, 'Sequence number: a whole number from 0 to 4294967295'],
    [{ payload: 'x'.repeat(1401) }, 'Payload: at most 1400 bytes'],
  ])('%o', (change, sentence) => expect(sent(change)).toContain(sentence))
})
