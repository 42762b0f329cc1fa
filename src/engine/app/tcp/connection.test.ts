/** Two ends on a wire that loses what it is told to; the conversation is drawn as tcpdump would print it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createClock } from '../../clock'
import { createRandom } from '../../random'
import { MILLISECOND, SECOND } from '../../../model/time'
import { flagLetters } from '../../../packet/tcp'
import { decode, encode } from '../text'
import { accept, connect, type Connection, type End, type Settings } from './connection'
import type { Segment } from './segment'

const LATENCY = 10 * MILLISECOND

interface Side {
  name: 'A' | 'B'
  connection: Connection | null
  heard: string
  finished: boolean
  ended: End | null
}

/** A connects to B. `loses(n)` says whether the n-th segment on the wire, counted from 1, is lost. */
function wire(loses: (n: number) => boolean = () => false, settings: Partial<Settings> = {}) {
  const clock = createClock()
  const lines: string[] = []
  let count = 0
  const side = (name: 'A' | 'B'): Side => ({ name, connection: null, heard: '', finished: false, ended: null })
  const [a, b] = [side('A'), side('B')]
  const base = {
    mss: 1460,
    clock: 0,
    synRetries: 6,
    synLinear: 4,
    synAckRetries: 5,
    retries: 15,
    finTimeout: 60 * SECOND,
    reads: true,
    stamps: true,
    sack: true,
    scaling: true,
    tellsTwice: true,
    ecn: 2,
    isCookie: false,
    abortsOnOverflow: false,
    ...settings,
  }

  const around = (from: Side, to: Side, then: Partial<{ connected: () => void; finished: () => void }> = {}) => ({
    now: clock.now,
    after: (delay: number, task: () => void) => clock.at(clock.now() + delay, task),
    emit(s: Segment) {
      const lost = loses(++count)
      lines.push(draw(from.name, s, clock.now()) + (lost ? ' (lost)' : ''))
      if (!lost) clock.at(clock.now() + LATENCY, () => arrive(to, s))
    },
    isFull: () => false,
    connected: () => then.connected?.(),
    received: (data: Uint8Array) => void (from.heard += decode(data)),
    finished() {
      from.finished = true
      then.finished?.()
    },
    ended: (why: End) => void (from.ended = why),
  })

  function arrive(to: Side, s: Segment): void {
    if (to.connection) to.connection.segment(s)
    else if (to === b) {
      b.connection = accept(around(b, a, { finished: () => b.connection?.close() }), { ...base, iss: 5000 }, s)
      b.connection.begin()
    }
  }

  return {
    a,
    b,
    clock,
    lines,
    open(connected: () => void): Connection {
      const connection = connect(around(a, b, { connected }), { ...base, iss: 1000 })
      a.connection = connection
      connection.begin()
      return connection
    },
    run: (until = Infinity) => {
      for (let due = clock.next(); due !== null && due <= until; due = clock.next()) clock.step()
      if (until !== Infinity) clock.advance(until)
    },
  }
}

function draw(from: string, s: Segment, t: number): string {
  const [iss, peer] = from === 'A' ? [1000, 5000] : [5000, 1000]
  const ack = flagLetters(s.flags).includes('A') ? ` ack ${s.ack - peer}` : ''
  const data = s.payload.length > 0 ? ` len ${s.payload.length}` : ''
  return `${String(t / MILLISECOND)} ${from} [${flagLetters(s.flags)}] seq ${s.seq - iss}${ack}${data}`
}

describe('a TCP connection', () => {
  test('opens, says what it has to say, and closes from both ends', () => {
    const w = wire()
    w.open(() => w.a.connection?.send(encode('hello')))
    w.run(50 * MILLISECOND)
    w.a.connection?.close()
    w.run()
    expect(w.lines).toEqual([
      '0 A [S] seq 0',
      '10 B [SA] seq 0 ack 1',
      '20 A [A] seq 1 ack 1',
      '20 A [AP] seq 1 ack 1 len 5',
      '30 B [A] seq 1 ack 6',
      '50 A [AF] seq 6 ack 1',
      '60 B [AF] seq 1 ack 7',
      '70 A [A] seq 7 ack 2',
    ])
    expect([w.b.heard, w.a.ended, w.b.ended]).toEqual(['hello', 'closed', 'closed'])
    // TIME-WAIT, a minute long, is the last thing to end.
    expect(w.clock.now()).toBe(70 * MILLISECOND + 60 * SECOND)
  })

  test('both ends close at once: CLOSING, then TIME-WAIT on both', () => {
    const w = wire()
    w.open(() => {})
    w.run(45 * MILLISECOND)
    w.a.connection?.close()
    w.b.connection?.close()
    w.run(56 * MILLISECOND)
    expect([w.a.connection?.state, w.b.connection?.state]).toEqual(['CLOSING', 'CLOSING'])
    w.run(SECOND)
    expect([w.a.connection?.state, w.b.connection?.state]).toEqual(['TIME-WAIT', 'TIME-WAIT'])
    expect(w.lines.slice(3)).toEqual([
      '45 A [AF] seq 1 ack 1',
      '45 B [AF] seq 1 ack 1',
      '55 B [A] seq 2 ack 2',
      '55 A [A] seq 2 ack 2',
    ])
  })

  test('a lost SYN is repeated after a second; a lost SYN-ACK is asked for again', () => {
    const w = wire((n) => n === 1 || n === 3)
    w.open(() => {})
    w.run(5 * SECOND)
    expect(w.lines).toEqual([
      '0 A [S] seq 0 (lost)',
      '1000 A [S] seq 0',
      '1010 B [SA] seq 0 ack 1 (lost)',
      '2000 A [S] seq 0',
      '2010 B [SA] seq 0 ack 1',
      '2010 B [SA] seq 0 ack 1',
      '2020 A [A] seq 1 ack 1',
      '2020 A [A] seq 1 ack 1',
    ])
  })

  test('nobody answers: SYNs a second apart, then further and further, and an end', () => {
    const w = wire(() => true)
    w.open(() => {})
    w.run()
    expect(w.lines.map((line) => Number(line.split(' ')[0]) / 1000)).toEqual([0, 1, 2, 3, 4, 5, 7, 11, 19, 35, 67])
    expect([w.a.ended, w.clock.now() / SECOND]).toEqual(['timed out', 131])
  })

  test('a lost piece in the middle is filled in, and what came after it was kept', () => {
    const w = wire((n) => n === 5, { mss: 100 })
    const text = 'x'.repeat(80) + 'y'.repeat(80) + 'z'.repeat(80)
    w.open(() => w.a.connection?.send(encode(text)))
    w.run(10 * SECOND)
    expect(w.b.heard).toBe(text)
    expect(w.lines.filter((line) => line.includes('lost'))).toEqual(['20 A [A] seq 89 ack 1 len 88 (lost)'])
  })

  test('RST: refused while opening, reset once open, and none for a number out of place', () => {
    const rst = (seq: number, ack: number): Segment => ({
      seq,
      ack,
      flags: 0x14,
      window: 0,
      options: {},
      payload: encode(''),
    })
    const opening = wire(() => true)
    const refused = opening.open(() => {})
    refused.segment(rst(0, 999))
    expect(refused.state).toBe('SYN-SENT')
    refused.segment(rst(0, 1001))
    expect([refused.state, opening.a.ended]).toEqual(['CLOSED', 'refused'])

    const open = wire()
    const a = open.open(() => {})
    open.run(100 * MILLISECOND)
    a.segment(rst(5002, 1001))
    expect([a.state, open.lines.at(-1)]).toEqual(['ESTABLISHED', '100 A [A] seq 1 ack 1'])
    a.segment(rst(5001, 1001))
    expect([a.state, open.a.ended]).toEqual(['CLOSED', 'reset'])
  })

  test('an ICMP error ends it only while it opens', () => {
    const opening = wire(() => true)
    const early = opening.open(() => {})
    early.unreachable('unreachable')
    expect(early.state, 'while `connect` still runs').toBe('SYN-SENT')
    opening.run(MILLISECOND)
    early.unreachable('unreachable')
    expect(opening.a.ended).toBe('unreachable')
    const open = wire()
    const a = open.open(() => {})
    open.run(100 * MILLISECOND)
    a.unreachable('refused')
    expect(a.state).toBe('ESTABLISHED')
  })

  test('whatever a wire loses of one in three segments, all is heard, in order, and both ends close', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(4000), (seed, length) => {
        const random = createRandom(seed)
        const w = wire(() => random() % 3 === 0, { mss: 536, synRetries: 60, synAckRetries: 60, retries: 60 })
        const text = Array.from({ length }, (_, i) => String.fromCharCode(97 + (i % 26))).join('')
        w.open(() => {
          w.a.connection?.send(encode(text))
          w.a.connection?.close()
        })
        w.run()
        expect(w.b.heard).toBe(text)
        expect(w.b.finished).toBe(true)
        expect(w.a.ended).toBe('closed')
      }),
      { numRuns: 60 },
    )
  })
})
