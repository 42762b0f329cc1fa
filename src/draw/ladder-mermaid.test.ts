import { expect, test } from 'vitest'
import { sampleTrace } from '../model/sample'
import type { DropReason } from '../model/trace'
import { rungsOf, type Rung } from './ladder'
import { mermaidOf, type MermaidWords } from './ladder-mermaid'

const words: MermaidWords = {
  command: ({ do: what, node }) => `${node}; ${what} #1`,
  drop: { policy: 'dropped by the policy', 'lost-private': 'lost' } as Record<DropReason, string>,
  pass: (from, to) => `${(to - from) / 1e6} s pass`,
  rewritten: (was) => `was ${was}`,
  again: 'again',
  more: (n) => `${n} more`,
}
const nodes = ['laptop', 'router', 'server'].map((id) => ({ id, name: `The ${id}` }))
const lines = (rungs: Rung[]) => mermaidOf(rungs, nodes, words).split('\n').slice(4, -1)

test('the sample as a sequence diagram: participants, arrows, what NAT made of the packet', () => {
  expect(mermaidOf(rungsOf(sampleTrace), nodes, words)).toBe(
    `sequenceDiagram
  participant n0 as The laptop
  participant n1 as The router
  participant n2 as The server
  Note over n0,n2: laptop#59; tcp #35;1
  n0->>n1: TCP SYN · 192.168.1.10:54321 → 198.51.100.4:443
  n1->>n2: TCP SYN · 203.0.113.5:54321 → 198.51.100.4:443 · was 192.168.1.10:54321 → 198.51.100.4:443
`,
  )
})

test('drops, losses, errors and pauses have signs of their own', () => {
  const [, crossing] = rungsOf(sampleTrace)
  if (crossing.kind !== 'wire') expect.unreachable()
  expect(
    lines([
      { ...crossing, error: true },
      { ...crossing, to: null, lost: 'lost-private', again: true },
      { kind: 'drop', n: 3, t: 3, pkt: 1, node: 'router', reason: 'policy', bytes: crossing.bytes },
      { kind: 'pass', n: 4, t: 45e6, from: 0 },
    ]),
  ).toEqual([
    '  n0-->>n1: TCP SYN · 192.168.1.10:54321 → 198.51.100.4:443',
    '  n0-xn0: TCP SYN · 192.168.1.10:54321 → 198.51.100.4:443 · again · ✕ lost',
    '  Note over n1: ✕ TCP SYN: dropped by the policy',
    '  Note over n0,n2: 45 s pass',
  ])
})

test('a long run is cut where Mermaid would give up, and says so', () => {
  const [, crossing] = rungsOf(sampleTrace)
  const cut = lines(Array.from({ length: 5000 }, () => crossing))
  expect(cut).toHaveLength(301)
  expect(cut.at(-1)).toBe('  Note over n0,n2: 4700 more')
})
