import { describe, expect, test } from 'vitest'
import { nextTcp, TCP_KINDS, TCP_STATES } from '../../model/tcp'
import { CONVERSATIONS, steps } from './conversations'
import { Lab, snatTo } from './lab'
import { directionName } from './status'
import { IGNORE, INVALID, nextState, S } from './tcp-table'

const CLIENT = { src: '192.168.1.10', dst: '198.51.100.4', sport: 54321, dport: 443 }
const SERVER = { src: '198.51.100.4', dst: '203.0.113.5', sport: 443, dport: 54321 }

/** "119 SYN_SENT [UNREPLIED]" of the one entry there is. */
function entryText(lines: string[]): string {
  if (lines.length === 0) return '-'
  const [line] = lines
  const [, left, state] = /^tcp +6 (\d+) (\w+)/.exec(line) ?? []
  return [left, state, ...(line.match(/\[\w+\]/g) ?? [])].join(' ')
}

describe('conversations', () => {
  test.each(Object.entries(CONVERSATIONS))('%s', (_, text) => {
    const lab = new Lab({ snat: snatTo('203.0.113.5') })
    const seen: string[] = []
    const expected: string[] = []
    for (const step of steps(text)) {
      if ('wait' in step) {
        lab.wait(step.wait)
        continue
      }
      const { who, flags, seq, ack, window, data, options } = step
      const from = who === 'c' ? CLIENT : SERVER
      lab.cross({ ...from, proto: 'tcp', flags, seq, ack, window, options, payload: '61'.repeat(data) })
      const said = lab.state === 'INVALID' ? 'INVALID' : entryText(lab.list)
      seen.push(`${step.text.replace(/ *\|.*/, '')} | ${said}`)
      expected.push(step.text.replace(/ +\|/, ' |'))
    }
    expect(seen).toEqual(expected)
  })
})

describe('the packed table', () => {
  test('is the model’s, cell by cell', () => {
    for (const dir of [0, 1]) {
      TCP_KINDS.forEach((kind, k) => {
        TCP_STATES.forEach((state, s) => {
          const next = nextTcp(state, directionName(dir), kind)
          const packed = nextState(dir, k, s)
          expect(next, `${state} ${directionName(dir)} ${kind}`).toBe(
            packed === IGNORE ? 'ignore' : packed === INVALID ? 'invalid' : TCP_STATES[packed],
          )
        })
      })
    }
  })

  test('numbers states as the model orders them', () => {
    expect(Object.keys(S)).toEqual([...TCP_STATES])
    expect(Object.values(S)).toEqual(TCP_STATES.map((_, i) => i))
  })
})

describe('settings', () => {
  test('strict: no pick-up in mid-connection', () => {
    const lab = new Lab({ sysctl: { tcp_loose: 0 } })
    lab.see({ ...CLIENT, proto: 'tcp', flags: 'A', seq: 1, ack: 1 })
    expect([lab.state, lab.list]).toEqual(['INVALID', []])
  })

  test('liberal: out of window is valid, but nothing is learnt from it', () => {
    const lab = new Lab({ sysctl: { tcp_be_liberal: 1 }, snat: snatTo('203.0.113.5') })
    lab.see({ ...CLIENT, proto: 'tcp', flags: 'S', seq: 1000 })
    lab.see({ ...SERVER, proto: 'tcp', flags: 'SA', seq: 9000, ack: 1001 })
    lab.see({ ...CLIENT, proto: 'tcp', flags: 'A', seq: 1001, ack: 9001 })
    expect(lab.see({ ...CLIENT, proto: 'tcp', flags: 'A', seq: 901_001, ack: 9001 })).toMatch(
      /^203\.0\.113\.5\.54321 >/,
    )
    expect(lab.state).toBe('ESTABLISHED')
  })
})
