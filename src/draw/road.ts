/**
 * The road through a router: hooks in the order a packet meets them, and at each hook its stations in the
 * kernel's order of priority (`nf_ip_hook_priorities`, linux/netfilter_ipv4.h, Linux 6.18).
 */
import type { EventOf, Hook, Station, TraceEvent } from '../model/trace'
import type { Ruleset } from '../rules/ruleset'
import { lastOf } from './visit'

/** Places on the road that are no hooks: the routing decision, and the programs of the router itself. */
export type Stop = Hook | 'ROUTING' | 'LOCAL'

/** Which way the packet takes: through, in to this machine, out of it, or not known yet. */
export type Path = 'forward' | 'in' | 'out' | 'open'

export type Passing = 'ahead' | 'current' | 'passed' | 'skipped'

export interface RoadStation {
  /** `reroute` stands in OUTPUT: the way out is looked up again after a rewrite (`ip_route_me_harder`). */
  station: Station | 'reroute'
  passing: Passing
  /** Nothing stands here that could do anything: no table, or one without rules that accepts. */
  quiet?: true
  /** Why a table was passed by. */
  skip?: EventOf<'station'>['skip']
  /** Conntrack: what it answered. ✚ for a new entry, "#7" for a known one. */
  sign?: string
  /** The packet is here now, or was here last at this hook. */
  here?: true
  /** NAT rewrote the packet here, by its rules or, these being passed by, from the entry. */
  wrote?: true
}

export interface RoadStop {
  stop: Stop
  passing: Passing
  /** Not on this packet's way. */
  off: boolean
  stations: RoadStation[]
}

export interface Road {
  path: Path
  at: Stop | undefined
  stops: Record<Stop, RoadStop>
}

type Skip = EventOf<'station'>['skip']

/** The sign of conntrack's having called the packet INVALID. */
export const INVALID = '✕'

/** Defragmentation is drawn only for a packet that met it: nothing else does. */
const ORDER: Readonly<Record<Hook, readonly RoadStation['station'][]>> = {
  PREROUTING: ['defrag', 'raw', 'conntrack', 'mangle', 'nat'],
  INPUT: ['mangle', 'filter', 'security', 'nat', 'helper', 'confirm'],
  FORWARD: ['mangle', 'filter', 'security'],
  OUTPUT: ['defrag', 'raw', 'conntrack', 'mangle', 'nat', 'reroute', 'filter', 'security'],
  POSTROUTING: ['mangle', 'nat', 'helper', 'confirm'],
}

/** The order of the hooks for reading: in, through, out. */
export const HOOKS = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'] as const satisfies readonly Hook[]

export const WAY: Readonly<Record<Path, readonly Stop[]>> = {
  forward: ['PREROUTING', 'ROUTING', 'FORWARD', 'POSTROUTING'],
  in: ['PREROUTING', 'ROUTING', 'INPUT', 'LOCAL'],
  out: ['LOCAL', 'ROUTING', 'OUTPUT', 'POSTROUTING'],
  open: ['PREROUTING', 'ROUTING', 'FORWARD', 'POSTROUTING', 'INPUT', 'LOCAL', 'OUTPUT'],
}

/** All that the kernel's packet flow has at a hook, in order; defragmentation only where a packet `met` it. */
export const stationsAt = (hook: Hook, met: ReadonlySet<RoadStation['station']> = new Set()) =>
  ORDER[hook].filter((station) => station !== 'defrag' || met.has(station))

/** Whether nothing at this station of this node's rule set could do anything to a packet. */
export function isQuiet(station: RoadStation['station'], hook: Hook, ruleset: Ruleset | null): boolean {
  const tables = ruleset?.tables ?? []
  if (station === 'conntrack' || station === 'confirm') return tables.length === 0
  const chain = tables.find(({ name }) => name === station)?.chains.find(({ name }) => name === hook)
  // The nat table's hooks rewrite what their entries say, with or without rules.
  return !chain || (station !== 'nat' && chain.rules.length === 0 && chain.policy !== 'DROP')
}

/** `visit` holds the packet's events at this node; empty when no packet is there: then every stop lies ahead. */
export function roadOf(ruleset: Ruleset | null, visit: readonly TraceEvent[]): Road {
  const path = pathOf(visit)
  const at = stopAt(visit)
  const way = WAY[path]
  const here = at ? way.indexOf(at) : -1
  const stops = {} as Record<Stop, RoadStop>
  for (const stop of WAY.open) {
    const place = way.indexOf(stop)
    const passing: Passing =
      place < 0 || here < 0 ? 'ahead' : place < here ? 'passed' : place === here ? 'current' : 'ahead'
    const stations = stop === 'ROUTING' || stop === 'LOCAL' ? [] : roadStations(stop, ruleset, visit, passing)
    stops[stop] = { stop, passing, off: visit.length > 0 && place < 0, stations }
  }
  return { path, at, stops }
}

function roadStations(hook: Hook, ruleset: Ruleset | null, visit: readonly TraceEvent[], stop: Passing): RoadStation[] {
  const met = new Map<RoadStation['station'], Skip>()
  let current: RoadStation['station'] | undefined
  for (const event of visit) {
    if (event.kind === 'station' && event.hook === hook) current = event.station
    else if (event.kind === 'route' && event.again && hook === 'OUTPUT') current = 'reroute'
    else continue
    met.set(current, event.kind === 'station' ? event.skip : undefined)
  }
  const wrote = visit.some((e) => e.kind === 'rewrite' && e.hook === hook && e.cause.by === 'nat')
  return stationsAt(hook, new Set(met.keys())).map((station) => {
    const here = stop === 'current' && station === current ? { here: true as const } : {}
    const more = {
      ...here,
      ...(wrote && station === 'nat' && { wrote: true as const }),
      ...(!met.has(station) && isQuiet(station, hook, ruleset) && { quiet: true as const }),
    }
    const skip = met.get(station)
    if (!met.has(station)) return { station, passing: stop === 'passed' ? 'passed' : 'ahead', ...more }
    if (skip) return { station, passing: 'skipped', skip, ...more }
    const sign = station === 'conntrack' ? lookupSign(visit) : undefined
    return { station, passing: here.here ? 'current' : 'passed', ...(sign && { sign }), ...more }
  })
}

function lookupSign(visit: readonly TraceEvent[]): string | undefined {
  const lookup = lastOf(visit, 'ct-lookup')
  if (!lookup) return undefined
  if (lookup.entry !== null) return `#${lookup.entry}`
  if (lookup.state === 'INVALID') return INVALID
  return lastOf(visit, 'ct-new') || lookup.state === 'NEW' ? '✚' : undefined
}

function pathOf(visit: readonly TraceEvent[]): Path {
  if (visit[0]?.kind === 'packet') return 'out'
  const route = lastOf(visit, 'route')
  if (visit.some((e) => e.kind === 'hook' && e.hook === 'INPUT')) return 'in'
  if (!route) return visit.some((e) => e.kind === 'hook' && e.hook === 'OUTPUT') ? 'out' : 'open'
  return route.local ? 'in' : 'forward'
}

/** Where on the road the last event of the visit stands. */
function stopAt(visit: readonly TraceEvent[]): Stop | undefined {
  let at: Stop | undefined
  for (const event of visit) {
    if (event.kind === 'packet' || event.kind === 'deliver') at = 'LOCAL'
    else if (event.kind === 'enter') at = undefined
    // Past INPUT nothing of netfilter is left: what is refused there, the machine's own programs refuse.
    else if (event.kind === 'drop' && !event.hook && at === 'INPUT') at = 'LOCAL'
    else if (event.kind === 'route') at = event.again ? at : 'ROUTING'
    else if ('hook' in event && event.hook) at = event.hook
  }
  return at
}
