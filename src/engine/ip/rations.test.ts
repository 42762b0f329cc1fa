import { expect, test } from 'vitest'
import { SECOND } from '../../model/time'
import { Rations } from './rations'

const HOST = 0xc0a8010a
const OTHER = 0xc0a8010b

/** A node's rations, `ratelimit` in milliseconds, and its clock. */
function node(ratelimit: number) {
  const clock = { now: 0 }
  const settings: Record<string, number> = { 'net.ipv4.icmp_ratelimit': ratelimit, 'net.ipv4.icmp_ratemask': 6168 }
  const rations = new Rations(
    () => clock.now,
    (name) => settings[name],
  )
  const later = (seconds: number) => (clock.now += seconds * SECOND)
  const port = (to = HOST) => (later(0.01), rations.allow(to, 3, 3))
  const noRoute = () => (later(0.01), rations.allowRouteError(HOST) && rations.allow(HOST, 3, 0))
  return { later, port, noRoute, rations }
}

/** How many of so many went out. */
const count = (times: number, send: () => boolean): number => Array.from({ length: times }, send).filter(Boolean).length

test('six at once, then one a second', () => {
  const { port, later } = node(1000)
  expect(count(9, port)).toBe(6)
  later(1.1)
  expect(count(3, port)).toBe(1)
})

test('each host has its own', () => {
  const { port } = node(1000)
  expect([count(9, port), port(OTHER)]).toEqual([6, true])
})

test('about a missing route each costs twice', () => {
  expect(count(5, node(1000).noRoute)).toBe(2)
})

test('without a limit those about a missing route are still rationed', () => {
  expect(count(9, node(0).noRoute)).toBe(5)
})

test('without a limit any other error empties the purse that those need', () => {
  const { port, noRoute, later } = node(0)
  expect([noRoute(), port(), noRoute()]).toEqual([true, true, false])
  later(1)
  expect(count(2, noRoute)).toBe(1)
})

test('fragmentation needed is never held back, nor what the mask leaves out', () => {
  const { port, rations } = node(1000)
  count(9, port)
  expect([port(), rations.allow(HOST, 3, 4), rations.allow(HOST, 5, 1)]).toEqual([false, true, true])
})
