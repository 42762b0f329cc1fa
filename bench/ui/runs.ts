/** The runs that the page is measured with, as links: nothing of the page is changed for the bench's sake. */
import { deflateRawSync } from 'node:zlib'
import { runScenario } from '../../src/engine/run'
import type { TimedCommand } from '../../src/model/command'
import type { Scenario } from '../../src/model/scenario'
import { MILLISECOND, SECOND } from '../../src/model/time'
import type { Traffic } from '../../src/model/traffic'
import { crowd as many } from '../../src/scenarios/crowd'
import { homeRouter } from '../../src/scenarios/home-router'

/** Entries of the table that is full of open connections. */
export const ROWS = 65_536

/** A link as `src/ui/share/codec.ts` makes them. */
const link = (scenario: Scenario, playhead = 0): string =>
  `#s=1.${deflateRawSync(JSON.stringify({ s: scenario, p: playhead })).toString('base64url')}`

/** As many conversations as rows, all begun at once; they then go on for minutes, so that the table only changes. */
const busy: Traffic = { ...many, flows: ROWS, rate: 1_000_000, exchanges: 100, loss: 0 }

/** How long a ping is on the wire outside, there and back. */
const ROUND = 800 * MILLISECOND

/** Two machines ping so often that about `packets` are on their way; the playhead stands where it is so. */
export function crowd(packets: number): string {
  const interval = (2 * ROUND) / packets
  const pings = ['laptop', 'phone'].map((node): TimedCommand => ({
    when: { time: 0 },
    command: { do: 'ping', node, dst: '198.51.100.4', interval, count: Math.ceil((4 * SECOND) / interval) },
  }))
  const scenario: Scenario = {
    ...homeRouter,
    id: 'crowd',
    links: homeRouter.links.map((wire) => (wire.kind === 'internet' ? { ...wire, latency: ROUND / 2 } : wire)),
    script: pings,
    traffic: busy,
  }
  return link(
    scenario,
    runScenario(scenario).findIndex(({ t }) => t > ROUND + SECOND / 2),
  )
}

/** Pages opened from as many ports, one after the other, with a little overlap. */
const visits = (count: number): Scenario => ({
  ...homeRouter,
  id: 'long',
  script: Array.from({ length: count }, (_, i) => ({
    when: { time: i * 50 * MILLISECOND },
    command: { do: 'tcp', node: i % 2 ? 'phone' : 'laptop', dst: '198.51.100.4', dport: 443, sport: 10_000 + i },
  })),
})

/** So many of them that the trace has at least so many events, and how many it has. */
export function long(least: number): { where: string; events: number } {
  const few = 40
  const scenario = visits(Math.ceil(1.02 * (least / runScenario(visits(few)).length) * few))
  return { where: link(scenario), events: runScenario(scenario).length }
}
