/** What lies on the desk while a packet is in the router. */
import type { RefObject } from 'react'
import type { Fit } from '../../draw/detail'
import { crumbsOf, lastOf } from '../../draw/visit'
import type { TableName } from '../../model/trace'
import { Born } from './Born'
import { Calm } from './Calm'
import { Chain } from './Chain'
import { Confirm } from './Confirm'
import type { Inside } from './inside'
import { Lookup } from './Lookup'
import { choiceIn, isSearch, PortChoice } from './PortChoice'
import { Programs } from './Programs'
import { Routes } from './Routes'
import { Skipped } from './Skipped'
import { useSnug } from './useSnug'

interface AnswerProps extends Inside {
  fit: Fit
  desk: RefObject<HTMLElement | null>
}

export function Answer({ spec, node, road, visit, packet, fit, desk }: AnswerProps) {
  useSnug(desk)
  if (!packet) return null
  // Where it finds no room beside the card, the choice has the desk for the step that makes it.
  const bind = choiceIn(visit)
  if (bind && (isSearch(bind) || (fit !== 'wide' && bind === visit.at(-1))))
    return <PortChoice node={node} bind={bind} />
  const crumbs = crumbsOf(visit)
  if (crumbs) return <Chain node={node} crumbs={crumbs} visit={visit} />
  const route = lastOf(visit, 'route')
  if (road.at === 'ROUTING' && route) return <Routes spec={spec} route={route} />
  const born = visit[0]?.kind === 'packet' && visit[0].by === 'kernel'
  if (road.at === 'LOCAL') return born ? <Born packet={packet} /> : <Programs spec={spec} node={node} />
  const station = lastOf(visit, 'station')
  const hook = lastOf(visit, 'hook')
  if (station && (!hook || station.n > hook.n)) {
    if (station.skip && isTable(station.station))
      return (
        <Skipped
          node={node}
          table={station.station}
          hook={station.hook}
          skip={station.skip}
          entry={packet.ct?.entry ?? null}
          visit={visit}
        />
      )
    if (station.station === 'conntrack') return <Lookup node={node} visit={visit} />
    if (station.station === 'confirm') return <Confirm node={node} entry={packet.ct?.entry ?? null} visit={visit} />
  }
  return <Calm node={node} hook={road.at} />
}

const isTable = (station: string): station is TableName =>
  ['raw', 'mangle', 'nat', 'filter', 'security'].includes(station)
