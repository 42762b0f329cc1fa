import { expect, test } from 'vitest'
import { sampleTrace } from '../../model/sample'
import { nextTcp, TCP_KINDS, TCP_STATES } from '../../model/tcp'
import { CHARTS, tcpLabel } from './chart'
import { arrow, place } from './geometry'
import { entryInView, lifeOf } from './life'

test('every transition that is drawn is one of the machine', () => {
  expect(CHARTS[6].transitions.map(({ from, to, label }) => `${from} ${label} ${to}`)).toEqual([
    'NONE → SYN SYN_SENT',
    'SYN_SENT ← SYN-ACK SYN_RECV',
    'SYN_RECV → ACK ESTABLISHED',
    'ESTABLISHED FIN FIN_WAIT',
    'FIN_WAIT ACK CLOSE_WAIT',
    'FIN_WAIT FIN LAST_ACK',
    'CLOSE_WAIT FIN LAST_ACK',
    'LAST_ACK ACK TIME_WAIT',
  ])
})

test('labels name exactly the segments that the table lets through', () => {
  for (const from of TCP_STATES)
    for (const to of TCP_STATES) {
      if (from === to) continue
      const leads = TCP_KINDS.some((kind) =>
        [nextTcp(from, 'original', kind), nextTcp(from, 'reply', kind)].includes(to),
      )
      expect(tcpLabel(from, to) !== null, `${from} → ${to}`).toBe(leads)
    }
})

test.each([1414, 996, 720, 360])('at %i px no two boxes lie on each other, and all lie in the picture', (room) => {
  for (const chart of Object.values(CHARTS)) {
    const { spots, any, width, height } = place(chart, room)
    const boxes = [...spots.values(), ...(any ? [any] : [])]
    expect(boxes).toHaveLength(chart.states.length + (chart.from ? 1 : 0))
    for (const [i, a] of boxes.entries()) {
      expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height).toBe(true)
      for (const b of boxes.slice(i + 1)) {
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
        expect(apart, `${chart.proto}: ${JSON.stringify(a)} ${JSON.stringify(b)}`).toBe(true)
      }
    }
    for (const t of chart.transitions) {
      const [from, to] = [spots.get(t.from), spots.get(t.to)]
      expect(from && to && arrow(t, from, to).path).toMatch(/^M[\d.]/)
    }
  }
})

test('the life of a connection is told by the trace', () => {
  expect(lifeOf(sampleTrace, 7, 'router', 1)).toBeNull()
  expect(lifeOf(sampleTrace, 9, 'router', 1)).toMatchObject({ path: ['NONE', 'SYN_SENT'], over: false })
})

test('the chart follows the selection, then the focus, then what happened last', () => {
  const last = { node: 'router', entry: 1 }
  expect(entryInView(sampleTrace, 25, { node: 'a', entry: 3 }, { node: 'b', entry: 4 })).toEqual({
    node: 'a',
    entry: 3,
  })
  expect(entryInView(sampleTrace, 25, {}, { node: 'b', entry: 4 })).toEqual({ node: 'b', entry: 4 })
  expect(entryInView(sampleTrace, 25, {}, {})).toEqual(last)
  expect(entryInView(sampleTrace, 3, {}, {})).toBeNull()
})
