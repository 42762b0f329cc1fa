import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Case } from '../cases/format'
import { pretty } from '../cases/pretty'
import { main } from './main'

/** A SYN that a router without rules passes on from lan0 to wan0. */
const routed: Case = {
  name: 'routed',
  nodes: {
    router: { interfaces: { lan0: { addresses: ['192.168.1.1/24'] }, wan0: { addresses: ['203.0.113.5/24'] } } },
  },
  steps: [
    {
      send: 'router.lan0',
      packet: {
        src: '192.168.1.10',
        dst: '203.0.113.9',
        ttl: 64,
        proto: 'tcp',
        sport: 54321,
        dport: 443,
        flags: 'S',
        seq: 1000,
      },
    },
  ],
}
const emitted = {
  on: 'router.wan0',
  packet: {
    src: '192.168.1.10',
    dst: '203.0.113.9',
    ttl: 63,
    proto: 'tcp' as const,
    sport: 54321,
    dport: 443,
    flags: 'S',
    seq: 1000,
    ack: 0,
    window: 65535,
  },
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'natscope-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function cli(...words: string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = main(words, { print: (line) => out.push(line), error: (line) => err.push(line) })
  return { code, out, err }
}

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

describe('natscope run', () => {
  it('writes the case back with what the engine did', () => {
    const path = write('routed.json', pretty(routed))
    const { code, out } = cli('run', path, '--out', join(folder, 'new', 'place'))
    expect({ code, out }).toEqual({ code: 0, out: [join(folder, 'new', 'place', 'routed.json')] })
    expect(JSON.parse(readFileSync(out[0], 'utf8'))).toEqual({ ...routed, observed: [{ emitted: [emitted] }] })
  })

  it('says for each case why it cannot run, and runs the others', () => {
    const good = write('good.json', pretty(routed))
    const six = write(
      'six.json',
      pretty({ ...routed, nodes: { router: { ...routed.nodes.router, ip6tables: '*nat\nCOMMIT\n' } } }),
    )
    const wrong = write('wrong.json', pretty({ ...routed, steps: [{ send: 'lan0', packet: emitted.packet }] }))
    const { code, out, err } = cli('run', six, wrong, good, '--out', folder)
    expect(code).toBe(1)
    expect(out).toEqual([good])
    expect(err).toEqual([
      `${six}: not modelled yet: ip6tables`,
      `${wrong}: steps[0].send: "node.interface" was expected`,
    ])
  })
})

describe('natscope check', () => {
  it('counts those that agree', () => {
    write('routed.json', pretty({ ...routed, observed: [{ emitted: [emitted] }] }))
    expect(cli('check', folder)).toEqual({ code: 0, out: ['1 passed, 0 failed'], err: [] })
  })

  it('shows the first difference of those that do not', () => {
    const other = { ...emitted, packet: { ...emitted.packet, ttl: 64 } }
    write('routed.json', pretty({ ...routed, observed: [{ emitted: [other] }] }))
    const { code, out } = cli('check', folder)
    expect(code).toBe(1)
    expect(out[0]).toMatch(/^routed\.json: step 0 .*: emitted on router\.wan0\n {4}A .*"ttl":64.*\n {4}B .*"ttl":63/)
    expect(out[1]).toBe('0 passed, 1 failed')
  })

  it('fails on an empty folder: nothing was checked', () => {
    expect(cli('check', folder)).toMatchObject({ code: 1, out: ['0 passed, 0 failed'] })
  })
})

describe('natscope trace', () => {
  it('prints an event a line, with the packet as it is by then', () => {
    const { code, out } = cli('trace', write('routed.json', pretty(routed)))
    expect(code).toBe(0)
    const text = out.join('\n')
    expect(text).toContain('192.168.1.10.54321 > 203.0.113.9.443: Flags [S], seq 1000, win 65535, length 0')
    expect(text).toMatch(/rewrite \(forward\) ip\.ttl.* 40.*→3f/)
    expect(text).not.toContain('NOT WHAT WAS THERE')
  })
})

it('natscope modelled names the matches and targets that the engine does', () => {
  const { code, out } = cli('modelled')
  expect(code).toBe(0)
  expect(out).toEqual(expect.arrayContaining(['match conntrack', 'target ACCEPT', 'target MASQUERADE']))
  expect(new Set(out).size).toBe(out.length)
})

it('explains itself when the words make no sense', () => {
  for (const words of [[], ['run', 'a.json'], ['run', '--out', 'x'], ['check'], ['trace', 'a', 'b'], ['dance']]) {
    const { code, err } = cli(...words)
    expect(code).toBe(2)
    expect(err[0]).toContain('natscope -- check DIR')
  }
})
