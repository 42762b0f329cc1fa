/** The table of `model/tcp.ts`, packed for one look per segment. States and kinds are numbers in its order. */
import { nextTcp, TCP_KINDS, TCP_STATES } from '../../model/tcp'
import { FLAG } from '../../packet/tcp'
import { directionName, ORIGINAL, REPLY } from './status'

export const S = {
  NONE: 0,
  SYN_SENT: 1,
  SYN_RECV: 2,
  ESTABLISHED: 3,
  FIN_WAIT: 4,
  CLOSE_WAIT: 5,
  LAST_ACK: 6,
  TIME_WAIT: 7,
  CLOSE: 8,
  SYN_SENT2: 9,
} as const
export const IGNORE = 10
export const INVALID = 11

/** Kinds of segment; `NOTHING` is also "no segment has counted yet". */
export const K = { SYN: 0, SYNACK: 1, FIN: 2, ACK: 3, RST: 4, NOTHING: 5 } as const

const DIRECTIONS = [ORIGINAL, REPLY]
const table = new Uint8Array(512)
for (const dir of DIRECTIONS) {
  TCP_KINDS.forEach((name, kind) => {
    TCP_STATES.forEach((state, s) => {
      const next = nextTcp(state, directionName(dir), name)
      table[place(dir, kind, s)] = next === 'ignore' ? IGNORE : next === 'invalid' ? INVALID : S[next]
    })
  })
}

function place(dir: number, kind: number, state: number): number {
  return (dir << 8) | (kind << 4) | state
}

/** A state's number, `IGNORE` or `INVALID`. */
export const nextState = (dir: number, kind: number, state: number): number => table[place(dir, kind, state)]

/** By the low five flag bits; the checks in `tcp.ts` leave no other combination over. */
const kinds = new Uint8Array(32)
for (let flags = 0; flags < 32; flags++) {
  kinds[flags] =
    flags & FLAG.RST
      ? K.RST
      : flags & FLAG.SYN
        ? flags & FLAG.ACK
          ? K.SYNACK
          : K.SYN
        : flags & FLAG.FIN
          ? K.FIN
          : flags & FLAG.ACK
            ? K.ACK
            : K.NOTHING
}

export const kindOf = (flags: number): number => kinds[flags & 31]
