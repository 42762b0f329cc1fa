/** The road: hooks in the order a packet meets them, and at each the stations in the kernel's order of priority. */
import type { Passing, Road as RoadData, RoadStation, RoadStop, Stop } from '../../draw/road'
import { lastOf } from '../../draw/visit'
import type { TraceEvent } from '../../model/trace'
import { words } from './words'

const say = words
const THROUGH: Stop[] = ['PREROUTING', 'ROUTING', 'FORWARD', 'POSTROUTING']
const OWN: Stop[] = ['INPUT', 'LOCAL', 'OUTPUT']

interface RoadProps {
  road: RoadData
  visit: readonly TraceEvent[]
  name: string
  dropped: boolean
}

export function Road({ road, visit, name, dropped }: RoadProps) {
  const own = road.path === 'in' || road.path === 'out'
  return (
    <div className="road" role="group" aria-label={say.road(name)} data-own={own || undefined}>
      <ol className="road-row" data-row="through">
        {THROUGH.map((stop) => (
          <Hook key={stop} stop={road.stops[stop]} road={road} visit={visit} dropped={dropped} />
        ))}
      </ol>
      {own && (
        <ol className="road-row" data-row="own">
          {OWN.map((stop) => (
            <Hook key={stop} stop={road.stops[stop]} road={road} visit={visit} dropped={dropped} />
          ))}
        </ol>
      )}
    </div>
  )
}

interface HookProps {
  stop: RoadStop
  road: RoadData
  visit: readonly TraceEvent[]
  dropped: boolean
}

function Hook({ stop, road, visit, dropped }: HookProps) {
  const current = stop.passing === 'current'
  const at = stop.stations.find((s) => s.here)
  const accent = dropped
    ? 'drop'
    : stop.stop === 'ROUTING'
      ? 'route'
      : at?.station === 'nat' && (!at.skip || at.wrote)
        ? 'nat'
        : 'plain'
  return (
    <li
      className="hook"
      data-stop={stop.stop}
      data-passing={stop.passing}
      data-off={stop.off || undefined}
      data-accent={current ? accent : undefined}
      data-anchor={current && !at && stop.stop !== 'ROUTING' ? true : undefined}
      aria-current={current ? 'step' : undefined}
    >
      <h3>
        <Title stop={stop.stop} />
        {stop.off && <span className="hidden-text"> ({say.off})</span>}
      </h3>
      {stop.stop === 'ROUTING' ? (
        <Routing stop={stop} visit={visit} />
      ) : stop.stop === 'LOCAL' ? (
        <p className="hook-note">{say.localIdle}</p>
      ) : stop.stations.length === 0 ? (
        <p className="hook-note">{say.nothing}</p>
      ) : (
        <ul className="hook-stations">
          {stop.stations.map((station) => (
            <StationChip key={station.station} station={station} off={road.stops[stop.stop].off} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** The long names may break where their words join. */
function Title({ stop }: { stop: Stop }) {
  if (stop === 'LOCAL') return say.local
  if (stop === 'ROUTING') return say.routing
  const cut = stop === 'PREROUTING' ? 3 : stop === 'POSTROUTING' ? 4 : 0
  return (
    <>
      {stop.slice(0, cut)}
      {cut > 0 && <wbr />}
      {stop.slice(cut)}
    </>
  )
}

const SIGN: Readonly<Record<Passing, string>> = { ahead: '', current: '', passed: '✓', skipped: '⤼' }

function StationChip({ station, off }: { station: RoadStation; off: boolean }) {
  const { passing, skip, here, wrote } = station
  const why = skip ? say.skip[skip] : say.passing[passing]
  return (
    <li
      className="station"
      data-station={station.station}
      data-passing={off ? 'ahead' : passing}
      data-here={here}
      data-anchor={here}
      title={skip && why}
    >
      {passing === 'skipped' ? <s>{say.station[station.station]}</s> : say.station[station.station]}
      {station.sign && <b> {station.sign}</b>}
      {wrote && (
        <b className="station-wrote">
          {' '}
          <span aria-hidden="true">✎</span>
          <span className="hidden-text">{say.wrote}</span>
        </b>
      )}
      {SIGN[passing] && !station.sign && !wrote && <i aria-hidden="true"> {SIGN[passing]}</i>}
      <span className="hidden-text"> {why}</span>
    </li>
  )
}

function Routing({ stop, visit }: { stop: RoadStop; visit: readonly TraceEvent[] }) {
  const route = lastOf(visit, 'route')
  const hop = lastOf(visit, 'rewrite')
  const ttl = visit.some((e) => e.kind === 'rewrite' && e.cause.by === 'forward')
  const now = stop.passing === 'current'
  if (!route) return <p className="hook-note">{say.whichWay}</p>
  const out = route.local ? say.routeHere : route.found ? say.routeTo(route.out ?? route.found.dev ?? '') : say.noRoute
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
          {say.ttlMinus}
        </li>
      )}
    </ul>
  )
}
