/** What the page and the engine's worker say to each other. */
import type { TimedCommand } from './command'
import type { Scenario } from './scenario'
import type { TraceEvent } from './trace'
import type { Rulesets } from './view'

/**
 * A run is a function of this. `edits` are what a person did after the script was written, in order;
 * a branch is the same scenario with other edits.
 */
export interface Run {
  scenario: Scenario
  edits: TimedCommand[]
}

/** Runs of different lanes do not disturb each other; a newer one of the same lane ends the older. 0 is the run on screen. */
export type Lane = 0 | 1

export interface Request {
  /** Answers carry it back; an older one's answers are ignored. Counted per lane. */
  id: number
  /** 0 when left out. */
  lane?: Lane
  run: Run
  /** Events the page already has and that this run shares; they are not sent again. */
  known: number
}

export type Update =
  /** A piece of the trace, in order, `from` being the number of its first event. */
  | {
      id: number
      lane?: Lane
      kind: 'events'
      from: number
      events: TraceEvent[]
      done: boolean
      /** With a run's first piece, unless the page knows events of that scenario already. */
      rulesets?: Rulesets
    }
  /** The run could not be made; what is on screen stays. `crashed`: nor will any other, the engine itself is gone. */
  | { id: number; lane?: Lane; kind: 'failed'; message: string; crashed?: true }

/** A worker, or its inline twin for tests and the command line. */
export interface Channel {
  send(request: Request): void
  /** Returns a function that stops listening. */
  listen(heard: (update: Update) => void): () => void
  close(): void
}
