/** What the page and the worker say to each other about traffic: a line of its own, beside that of `channel.ts`. */
import type { Scenario } from './scenario'
import type { Figures, Sample, Traffic } from './traffic'

export interface LoadRequest {
  kind: 'load'
  id: number
  scenario: Pick<Scenario, 'nodes' | 'seed'>
  traffic: Traffic
  /** Packets in a second of a real clock, at most; as fast as it goes when left out. */
  pace?: number
}
export interface StopRequest {
  kind: 'stop'
  id: number
}

export type LoadUpdate =
  | {
      id: number
      kind: 'progress'
      figures: Figures
      /** Those since the last update. */
      samples: Sample[]
      /** The table: `makeRows(capacity, count, buffer)`. */
      rows: { capacity: number; count: number; buffer: ArrayBuffer }
      /** Nothing more will come; `stopped` when it was cut short. */
      done: boolean
      stopped: boolean
    }
  /** `crashed`: this line is gone; another one may be had. */
  | { id: number; kind: 'failed'; message: string; crashed?: true }

/** A second line to the engine: what runs there does not keep the first one from stepping. */
export interface LoadChannel {
  send(request: LoadRequest | StopRequest): void
  /** Returns a function that stops listening. */
  listen(heard: (update: LoadUpdate) => void): () => void
}
