/** A thing on the agenda as one number, so that nothing is allocated for it. */

/** What it is: a packet comes to the router, or to its receiver, or a conversation has been silent for long. */
export const AT_ROUTER = 0
export const ARRIVES = 1
export const SILENT = 2

export const thing = (flow: number, at: number, index: number, what: number): number =>
  flow * 8192 + at * 32 + index * 4 + what

export const partsOf = (it: number) => ({
  flow: Math.floor(it / 8192),
  at: Math.floor(it / 32) % 256,
  index: Math.floor(it / 4) % 8,
  what: it % 4,
})
