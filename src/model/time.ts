/** Virtual time: whole microseconds since the run began. The engine's own queue is the only clock. */
export type Micros = number

export const MILLISECOND = 1_000
export const SECOND = 1_000_000

/** What clocks on the nodes' walls show when the run begins, in seconds since 1970: Monday, 5 January 2026, noon UTC. */
export const BEGINNING = 1_767_614_400
