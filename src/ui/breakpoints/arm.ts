/** Breakpoints at work: the list of the scenario that is open, and where its entries hit the trace on screen. */
import { create } from 'zustand'
import { emptyView } from '../../model/fold'
import { stopsKey, useStops } from '../player/stops'
import { useScope } from '../store/store'
import { read, write } from '../theme/theme'
import { hitsOf, readBreakpoints, same, type Breakpoint } from './breakpoint'
import { words } from './words'

interface Kept {
  scenario: string
  list: readonly Breakpoint[]
}

export const useBreakpoints = create<Kept>()(() => ({ scenario: '', list: [] }))

export const { none } = words

/** Adds it, or switches it on or off if it is there. */
export function put(breakpoint: Breakpoint): void {
  const { list } = useBreakpoints.getState()
  const there = list.some((other) => same(other, breakpoint))
  keep(there ? list.map((other) => (same(other, breakpoint) ? breakpoint : other)) : [...list, breakpoint])
}

export function remove(breakpoint: Breakpoint): void {
  keep(useBreakpoints.getState().list.filter((other) => !same(other, breakpoint)))
}

function keep(list: readonly Breakpoint[]): void {
  const { scenario } = useBreakpoints.getState()
  useBreakpoints.setState({ list })
  write(stopsKey(scenario), JSON.stringify(list))
  look()
}

let armed = false

/** Follows the page from now on. Asked again, it does nothing. */
export function arm(): void {
  if (armed) return
  armed = true
  useScope.subscribe((now, before) => {
    if (now.run.scenario !== before.run.scenario) load()
    else if (now.trace !== before.trace) look()
  })
  load()
}

function load(): void {
  const scenario = useScope.getState().run.scenario.id
  useBreakpoints.setState({ scenario, list: readBreakpoints(read(stopsKey(scenario))) })
  look()
}

/** Where they hit: found once for a trace and a list. */
function look(): void {
  const { trace, run } = useScope.getState()
  const { list } = useBreakpoints.getState()
  const name = (id: string) => run.scenario.nodes.find((node) => node.id === id)?.name ?? id
  // Filters do not ask about rule sets, so the start needs none.
  const hits = hitsOf(trace, emptyView({ nodes: run.scenario.nodes }, {}), list)
  const why = (hit: Breakpoint) => words.stopped(words.what(hit, name))
  const places = hits.map(({ place }) => place)
  const byPlace = new Map(hits.map(({ place, hit }) => [place, hit]))
  useStops.setState({
    on: list.filter(({ off }) => !off).length,
    places,
    at(place) {
      const hit = byPlace.get(place)
      return hit ? why(hit) : null
    },
    next(place, direction) {
      const found = direction === 1 ? hits.find((hit) => hit.place > place) : hits.findLast((hit) => hit.place < place)
      return found ? { place: found.place, why: why(found.hit) } : null
    },
  })
}
