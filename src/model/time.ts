/** Virtual time: whole microseconds since the run began. The engine's own queue is the only clock. */
export type Micros = number

export const MILLISECOND = 1_000
export const SECOND = 1_000_000
