/** One stop of the road: a hook with its stations, a routing decision, or the router's own programs. */
import { memo } from 'react'
import { INVALID, type Passing, type RoadStation, type RoadStop } from '../../draw/road'
import type { Spot } from '../../draw/way'
import { lastOf } from '../../draw/visit'
import type { TraceEvent } from '../../model/trace'
import { words } from './words'

interface HookProps {
  spot: Spot
  stop: RoadStop
  visit: readonly TraceEvent[]
  dropped: boolean
}

export function Hook({ spot, stop, visit, dropped }: HookProps) {
  const current = stop.passing === 'current'
  const at = stop.stations.find((s) => s.here)
  return (
    <li
      className="hook"
      data-spot={spot}
      data-stop={stop.stop}
      data-passing={stop.passing}
      data-off={stop.off || undefined}
      data-accent={current ? accentOf(stop, at, dropped) : undefined}
      data-anchor={current && !at && stop.stop !== 'ROUTING' ? true : undefined}
      aria-current={current ? 'step' : undefined}
    >
      <h3>
        <Title spot={spot} />
        {stop.off && <span className="hidden-text"> ({words.off})</span>}
      </h3>
      {stop.stop === 'ROUTING' ? (
        <Routing stop={stop} visit={visit} met={stop.passing !== 'ahead'} />
      ) : stop.stop === 'LOCAL' ? (
        <p className="hook-note">{words.localIdle}</p>
      ) : (
        <Stations stop={stop} visit={visit} />
      )}
    </li>
  )
}

export function Stations({ stop: { stations, off }, visit }: Pick<HookProps, 'stop' | 'visit'>) {
  const entry = lastOf(visit, 'ct-lookup')?.entry ?? null
  return (
    <ul className="hook-stations">
      {stations.map((station) => (
        <Station key={station.station} station={station} off={off} entry={entry} />
      ))}
    </ul>
  )
}

function accentOf({ stop }: RoadStop, at: RoadStation | undefined, dropped: boolean): string {
  if (dropped) return 'drop'
  if (stop === 'ROUTING') return 'route'
  return at?.station === 'nat' && (!at.skip || at.wrote) ? 'nat' : 'plain'
}

/** The long names may break where their words join. */
function Title({ spot }: { spot: Spot }) {
  if (spot === 'LOCAL') return words.local
  if (spot === 'ROUTING' || spot === 'OUTWARD') return words.routing
  const cut = spot === 'PREROUTING' ? 3 : spot === 'POSTROUTING' ? 4 : 0
  return (
    <>
      {spot.slice(0, cut)}
      {cut > 0 && <wbr />}
      {spot.slice(cut)}
    </>
  )
}

const SIGN: Readonly<Record<Passing, string>> = { ahead: '', current: '', passed: '✓', skipped: '⤼' }

interface StationProps {
  station: RoadStation
  off: boolean
  entry: number | null
}

/** Drawn anew only when something of it has changed: at a step most of the road stays as it is. */
const Station = memo(function Station({ station: at, off, entry }: StationProps) {
  const { station, passing, skip, here, wrote, quiet, sign } = at
  const why =
    skip === 'bound' && entry !== null
      ? words.passedBy(entry)
      : skip
        ? words.skip[skip]
        : quiet
          ? words.quiet
          : words.passing[passing]
  return (
    <li
      className="station"
      data-station={station}
      data-passing={off || quiet ? 'ahead' : passing}
      data-quiet={quiet}
      data-here={here}
      data-invalid={sign === INVALID || undefined}
      data-anchor={here}
      title={skip || quiet ? why : undefined}
    >
      {passing === 'skipped' ? <s>{words.station[station]}</s> : words.station[station]}
      {sign && <b> {sign}</b>}
      {skip === 'bound' && entry !== null && (
        <b className="station-entry" aria-hidden="true">
          {' '}
          #{entry}
        </b>
      )}
      {wrote && (
        <b className="station-wrote">
          {' '}
          <span aria-hidden="true">✎</span>
          <span className="hidden-text">{words.wrote}</span>
        </b>
      )}
      {SIGN[passing] && !sign && !wrote && !quiet && <i aria-hidden="true"> {SIGN[passing]}</i>}
      <span className="hidden-text"> {why}</span>
    </li>
  )
}, same)

/** The road is made anew at each step, and its stations hold nothing but words. */
function same(a: StationProps, b: StationProps): boolean {
  const keys = new Set([...Object.keys(a.station), ...Object.keys(b.station)]) as Set<keyof RoadStation>
  return a.off === b.off && a.entry === b.entry && [...keys].every((key) => a.station[key] === b.station[key])
}

function Routing({ stop, visit, met }: { stop: RoadStop; visit: readonly TraceEvent[]; met: boolean }) {
  const route = met ? visit.findLast((e) => e.kind === 'route' && !e.again) : undefined
  const hop = lastOf(visit, 'rewrite')
  const ttl = visit.some((e) => e.kind === 'rewrite' && e.cause.by === 'forward')
  const now = stop.passing === 'current'
  if (route?.kind !== 'route') return <p className="hook-note">{words.whichWay}</p>
  const out = route.local
    ? words.routeHere
    : route.found
      ? words.routeTo(route.out ?? route.found.dev ?? '')
      : words.noRoute
  return (
    <ul className="hook-stations">
      <li
        className="station"
        data-station="routing"
        data-passing={now ? 'current' : 'passed'}
        data-anchor={now || undefined}
      >
        {out}
      </li>
      {ttl && (
        <li
          className="station"
          data-station="ttl"
          data-passing="passed"
          data-fresh={(now && hop?.cause.by === 'forward') || undefined}
        >
          {words.ttlMinus}
        </li>
      )}
    </ul>
  )
}
