/** The traffic that runs, or has run: figures, samples, and the table it leaves. Not part of a run, so neither shared nor undone. */
import { create } from 'zustand'
import type { LoadChannel, LoadUpdate } from '../../model/load'
import { makeRows } from '../../model/rows'
import type { Figures, Sample, Traffic } from '../../model/traffic'
import { useTable } from '../conntrack/table'
import { lines } from '../store/lines'
import { useScope } from '../store/store'
import { trafficText as text } from '../text/traffic'

export interface TrafficState {
  state: 'none' | 'running' | 'done' | 'stopped'
  traffic: Traffic | null
  figures: Figures | null
  samples: readonly Sample[]
  /** Packets a second of a real clock, lately. */
  pace: number
  start(traffic: Traffic, pace?: number): void
  stop(): void
  /** Back to the scenario's own entries. */
  clear(): void
}

const NONE = { state: 'none', traffic: null, figures: null, samples: [], pace: 0 } as const

export const useTraffic = create<TrafficState>()((set, get) => {
  let channel: LoadChannel | null = null
  let id = 0
  let heardAt = 0
  function heard(update: LoadUpdate): void {
    if (update.id !== id) return
    if (update.kind === 'failed') {
      get().clear()
      if (update.crashed) channel = null
      useScope.getState().say({ kind: 'error', text: text.failed(update.message) })
      return
    }
    const { traffic, figures: before, samples } = get()
    const { figures, rows, done, stopped } = update
    const now = performance.now()
    const pace = before && now > heardAt ? ((figures.packets - before.packets) / (now - heardAt)) * 1000 : get().pace
    heardAt = now
    const table = makeRows(rows.capacity, rows.count, rows.buffer)
    if (traffic) useTable.getState().set({ live: { node: traffic.node, rows: table, now: figures.t } })
    set({
      figures,
      pace,
      samples: update.samples.length > 0 ? [...samples, ...update.samples] : samples,
      state: done ? (stopped ? 'stopped' : 'done') : 'running',
    })
    lines.busy = !done
  }

  // Another scenario has no part in it; and who steps on when it is over wants to see the scenario's own entries again.
  useScope.subscribe(({ run, playhead }, before) => {
    const { state } = get()
    if (state === 'none') return
    if (run.scenario !== before.run.scenario) get().clear()
    else if (playhead !== before.playhead && state !== 'running') useTable.getState().set({ live: null })
  })

  return {
    ...NONE,
    start(traffic, pace) {
      if (!channel) {
        channel = lines.loads?.() ?? null
        channel?.listen(heard)
      }
      lines.busy = true
      heardAt = performance.now()
      set({ ...NONE, state: 'running', traffic })
      const { run, view } = useScope.getState()
      const rules = view.nodes[traffic.node]?.rules?.text
      const sysctl = view.nodes[traffic.node]?.sysctl
      // The router as it is now: with the rules and settings that were edited.
      const nodes = run.scenario.nodes
        .filter((node) => node.id === traffic.node)
        .map((node) => ({
          ...node,
          sysctl: { ...node.sysctl, ...sysctl },
          ...(rules !== undefined && { iptables: rules }),
        }))
      channel?.send({ kind: 'load', id: ++id, scenario: { nodes, seed: run.scenario.seed }, traffic, pace })
    },
    stop() {
      channel?.send({ kind: 'stop', id })
    },
    clear() {
      channel?.send({ kind: 'stop', id: id++ })
      lines.busy = false
      useTable.getState().set({ live: null })
      set(NONE)
    },
  }
})
