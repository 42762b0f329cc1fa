/** An end that is not up yet has sent number 99 and now waits; the far end's first number is 499. */
import { expect, test } from 'vitest'
import { flagBits } from '../../../packet/tcp'
import { replyToSyn, replyToSynAck, termsOf } from './half-open'
import type { Segment } from './segment'

const segment = (flags: string, seq: number, ack: number, options: Segment['options'] = {}): Segment => ({
  seq,
  ack,
  flags: flagBits(flags) ?? 0,
  window: 1000,
  options,
  payload: new Uint8Array(0),
})

test.each([
  ['SA', 499, 100, 'answer'],
  ['S', 499, 0, 'crossed'],
  ['SA', 499, 99, 'stale'],
  ['RA', 0, 101, 'stale'],
  ['RA', 0, 100, 'refusal'],
  ['R', 0, 0, 'nothing'],
  ['A', 500, 100, 'nothing'],
])('after a SYN: %s seq %d ack %d is %s', (flags, seq, ack, reply) => {
  expect(replyToSyn(segment(flags, seq, ack), 100)).toBe(reply)
})

test.each([
  ['A', 500, 100, 'complete'],
  ['S', 499, 0, 'again'],
  ['S', 700, 0, 'end'],
  ['A', 500, 77, 'foreign'],
  ['RA', 500, 77, 'end'],
  ['RA', 501, 100, 'outside'],
  ['A', 9000, 100, 'outside'],
  ['R', 9000, 0, 'nothing'],
  ['R', 500, 0, 'end'],
  ['P', 500, 0, 'nothing'],
])('after a SYN-ACK: %s seq %d ack %d is %s', (flags, seq, ack, reply) => {
  const waiting = { expected: 500, sent: 100, fits: (s: Segment) => s.seq < 5000 }
  expect(replyToSynAck(segment(flags, seq, ack), waiting)).toBe(reply)
})

const offer = { mss: 1460, stamps: true, sack: true, scaling: true, ecn: 2, isCookie: false }

test('an option holds if both have it; timestamps cost 12 bytes a segment', () => {
  expect(termsOf(segment('S', 499, 0), offer)).toMatchObject({ scaling: false, sack: false, stamps: false })
  const full = { mss: 1400, shift: 7, sackPermitted: true, timestamps: { value: 5, echo: 0 } }
  expect(termsOf(segment('S', 499, 0, full), offer)).toEqual({
    scaling: true,
    sack: true,
    stamps: true,
    ecn: false,
    peer: { mss: 1388, shift: 7, window: 1000, widest: 1000, stamp: 5 },
  })
})
