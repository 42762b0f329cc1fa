/** The tabs below the stage, in order. A new one is a line here and a name in the catalogue; all but the first come when opened. */
import type { ComponentType } from 'react'
import { ConntrackPanel } from '../conntrack/ConntrackPanel'
import { text } from '../text/text'
import { travel } from '../text/travel'
import { later } from './later'

export type Tab = 'conntrack' | 'states' | 'hash' | 'ports' | 'capacity' | 'traffic' | 'ladder' | 'branches'

export const PANELS: readonly {
  id: Tab
  name: string
  Panel: ComponentType
  /** Stays mounted behind the others: on the first screen, with choices that are worth keeping. */
  kept?: true
}[] = [
  { id: 'conntrack', name: text.app.conntrack, Panel: ConntrackPanel, kept: true },
  {
    id: 'states',
    name: text.app.states,
    Panel: later(async () => (await import('../statechart/StateChart')).StateChart),
  },
  {
    id: 'ladder',
    name: travel.ladder,
    Panel: later(async () => (await import('../ladder/LadderPanel')).LadderPanel),
  },
  {
    id: 'branches',
    name: travel.branches,
    Panel: later(async () => (await import('../branches/BranchesPanel')).BranchesPanel),
  },
  {
    id: 'hash',
    name: text.app.hash,
    Panel: later(async () => (await import('../hashtable/HashPanel')).HashPanel),
  },
  {
    id: 'ports',
    name: text.app.ports,
    Panel: later(async () => (await import('../ports/PortsPanel')).PortsPanel),
  },
  {
    id: 'capacity',
    name: text.app.capacity,
    Panel: later(async () => (await import('../capacity/CapacityPanel')).CapacityPanel),
  },
  {
    id: 'traffic',
    name: text.app.traffic,
    Panel: later(async () => (await import('../traffic/TrafficPanel')).TrafficPanel),
  },
]
