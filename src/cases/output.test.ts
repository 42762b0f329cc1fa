import { describe, expect, test } from 'vitest'
import { differs } from './compare'
import type { Case } from './format'

const printed = (...output: string[]): Case => ({
  name: '',
  nodes: { router: { interfaces: {} } },
  steps: [{ exec: 'router', command: ['conntrack', '-L'] }],
  observed: [{ output }],
})
const row = (timeout: number, sport: number) =>
  `udp      17 ${timeout} src=10.0.0.1 dst=10.0.0.2 sport=${sport} dport=53 [UNREPLIED] src=10.0.0.2 dst=10.0.0.1 sport=53 dport=${sport} mark=0 use=1`

describe('what a command printed agrees', () => {
  test.each([
    ['rows of entries in any order', printed(row(30, 1), row(29, 2)), printed(row(29, 2), row(30, 1))],
    ['a timeout off by two seconds', printed(row(30, 1)), printed(row(28, 1))],
    ['an entry by another number', printed(`${row(30, 1)} id=2551603350`), printed(`${row(30, 1)} id=1`)],
    ['another date', printed('# Completed on Sat Nov 21 02:42:43 2026'), printed('# Completed on Thu Jan  1')],
    [
      'counts of several processors',
      printed('cpu=0 found=1 drop=0', 'cpu=1 found=2 drop=0'),
      printed('cpu=0 found=3 drop=0'),
    ],
  ])('%s', (_, a, b) => expect(differs(a, b)).toBeNull())
})

describe('what a command printed differs', () => {
  test.each([
    ['a row that is missing', printed(row(30, 1), row(30, 2)), printed(row(30, 1))],
    ['a timeout off by three seconds', printed(row(30, 1)), printed(row(27, 1))],
    ['a count', printed('cpu=0 found=1', 'cpu=1 found=2'), printed('cpu=0 found=4')],
    ['any other line', printed('-P INPUT ACCEPT'), printed('-P INPUT DROP')],
    ['lines in another order', printed('-N A', '-N B'), printed('-N B', '-N A')],
    ['nothing at all', printed('0'), printed()],
  ])('%s', (_, a, b) => expect(differs(a, b)).toContain('output'))
})
