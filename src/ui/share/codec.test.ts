import { readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sampleScenario } from '../../model/sample'
import type { TimedCommand } from '../../model/command'
import { decode, encode, MOST_IN, type Shared } from './codec'

/** Links that were really given out, and what they showed. Add to it, change nothing in it. */
const stored: { what: string; link: string; shared: Shared }[] = JSON.parse(
  readFileSync(new URL('v1.fixture.json', import.meta.url), 'utf8'),
)

const edits: TimedCommand[] = [
  { when: { event: 13 }, command: { do: 'rules', node: 'router', text: '*filter\n:FORWARD DROP [0:0]\nCOMMIT\n' } },
  {
    when: { event: 20 },
    command: {
      do: 'packet',
      node: 'laptop',
      packet: { src: '192.168.1.10', dst: '198.51.100.4', proto: 'udp', sport: 1, dport: 2, payload: '6869' },
    },
  },
]
const trunk = { id: 0, parent: null, edits: [], left: 0 }
const link = (json: string | Buffer): string => `#s=1.${deflateRawSync(json).toString('base64url')}`

describe('a link', () => {
  test('brings back scenario, edits and playhead', async () => {
    const shared = { scenario: 'home-router', edits, playhead: 21 }
    expect(await decode((await encode(shared)) ?? '')).toEqual({ ok: true, shared })
  })

  test('keeps all branches where the browser keeps them', async () => {
    const branches = { open: 2, list: [trunk, { ...trunk, id: 2, parent: 0, name: 'no NAT', edits }] }
    const shared = { scenario: 'home-router', edits, playhead: 21, branches }
    expect(await decode((await encode(shared)) ?? '')).toEqual({ ok: true, shared })
  })

  test.each([
    ['no trunk', { open: 1, list: [{ ...trunk, id: 1 }] }],
    ['an orphan', { open: 0, list: [trunk, { ...trunk, id: 1, parent: 7 }] }],
    ['its own parent', { open: 0, list: [trunk, { ...trunk, id: 1, parent: 1 }] }],
    ['one that is open and not there', { open: 3, list: [trunk] }],
  ])('branches with %s are damaged', async (_, b) => {
    expect(await decode(link(JSON.stringify({ s: 'home-router', b })))).toEqual({ ok: false, why: 'damaged' })
  })

  test('carries a whole scenario that is not built in', async () => {
    const shared = { scenario: sampleScenario, edits: [], playhead: 0 }
    expect(await decode((await encode(shared)) ?? '')).toEqual({ ok: true, shared })
  })

  test('keeps every rule text to the letter', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.nat(1e6), async (text, playhead) => {
        const made = await encode({
          scenario: 'home-router',
          edits: [{ when: { event: 3 }, command: { do: 'rules', node: 'router', text } }],
          playhead,
        })
        expect(made).toMatch(/^#s=1\.[A-Za-z0-9_-]+$/)
        expect(await decode(made ?? '')).toMatchObject({ shared: { playhead, edits: [{ command: { text } }] } })
      }),
      { numRuns: 50 },
    )
  })

  test('that would not fit is not made', async () => {
    const noise = Array.from({ length: 90_000 }, (_, at) => String.fromCharCode(33 + ((at * at * 7919) % 94))).join('')
    const shared = {
      scenario: { ...sampleScenario, lead: noise + crypto.randomUUID().repeat(40_000) },
      edits,
      playhead: 0,
    }
    expect(await encode(shared)).toBeNull()
    const kept = (await encode(shared, Infinity)) ?? ''
    expect(await decode(kept)).toEqual({ ok: false, why: 'damaged' })
    expect(await decode(kept, Infinity), 'the browser keeps it all the same').toEqual({ ok: true, shared })
  })
})

describe('links made by version 1 open for ever', () => {
  test.each(stored)('$what', async ({ link, shared }) => {
    expect(await decode(link)).toEqual({ ok: true, shared })
  })
})

describe('whatever else a fragment holds, it is named and nothing throws', () => {
  test('nothing about a run', async () => {
    expect(await decode('')).toBeNull()
    expect(await decode('#stage')).toBeNull()
  })
  test('a newer version', async () => {
    expect(await decode('#s=2.abc')).toEqual({ ok: false, why: 'newer' })
  })
  test.each([
    ['no payload', '#s=1.'],
    ['no version', '#s=abc'],
    ['not base64url', '#s=1.%%%'],
    ['not deflated', '#s=1.AAAA'],
    ['cut off', link('{"s":"home-router","p":3}').slice(0, -6)],
    ['not JSON', link('hello')],
    ['not UTF-8', link(Buffer.from([0x22, 0xff, 0x22]))],
    ['another shape', link('{"s":7}')],
    ['an unknown command', link('{"s":"x","e":[{"when":{"event":1},"command":{"do":"rm"}}]}')],
    ['a negative playhead', link('{"s":"x","p":-1}')],
    ['too long', `#s=1.${'A'.repeat(MOST_IN)}`],
    ['a bomb', link(Buffer.alloc(40_000_000, 0x20))],
  ])('%s is damaged', async (_, fragment) => {
    expect(await decode(fragment)).toEqual({ ok: false, why: 'damaged' })
  })
  test('any one letter changed never throws', async () => {
    const whole = (await encode({ scenario: 'home-router', edits, playhead: 21 })) ?? ''
    for (let at = 5; at < whole.length; at++) {
      const other = whole.slice(0, at) + (whole[at] === 'A' ? 'B' : 'A') + whole.slice(at + 1)
      expect(await decode(other)).toHaveProperty('ok')
    }
  })
})
