/** TCP's options (RFC 9293 §3.2, RFC 7323, RFC 2018): where each one stands and what it says. */
import { u16, u32 } from './bytes'
import * as tcp from './tcp'

export const KIND = { END: 0, NOP: 1, MSS: 2, WINDOW_SCALE: 3, SACK_PERMITTED: 4, SACK: 5, TIMESTAMPS: 8 } as const

export type TcpOption = {
  /** Byte offset of its kind, and how many bytes it takes with kind and length. */
  at: number
  length: number
} & (
  | { kind: 'end' | 'nop' | 'sack-permitted' }
  | { kind: 'mss'; mss: number }
  | { kind: 'window-scale'; shift: number }
  /** Edges of the blocks received, left and right by turns. */
  | { kind: 'sack'; edges: number[] }
  | { kind: 'timestamps'; value: number; echo: number }
  /** Not one of the above, or of a wrong length. */
  | { kind: 'other'; number: number }
)

/**
 * The options of the header at `at`, in order, up to the end-of-list mark (which is listed) or the
 * first one whose length cannot be (which is not: what follows it means nothing).
 */
export function tcpOptions(b: Uint8Array, at: number): TcpOption[] {
  const found: TcpOption[] = []
  const end = Math.min(at + tcp.headerLength(b, at), b.length)
  let i = at + tcp.MIN_HEADER
  while (i < end) {
    const number = b[i]
    if (number === KIND.END) {
      found.push({ kind: 'end', at: i, length: 1 })
      break
    }
    if (number === KIND.NOP) {
      found.push({ kind: 'nop', at: i++, length: 1 })
      continue
    }
    const length = i + 1 < end ? b[i + 1] : 0
    if (length < 2 || i + length > end) break
    found.push(decode(b, i, number, length))
    i += length
  }
  return found
}

function decode(b: Uint8Array, at: number, number: number, length: number): TcpOption {
  const place = { at, length }
  if (number === KIND.MSS && length === 4) return { ...place, kind: 'mss', mss: u16(b, at + 2) }
  if (number === KIND.WINDOW_SCALE && length === 3) return { ...place, kind: 'window-scale', shift: b[at + 2] }
  if (number === KIND.SACK_PERMITTED && length === 2) return { ...place, kind: 'sack-permitted' }
  if (number === KIND.TIMESTAMPS && length === 10)
    return { ...place, kind: 'timestamps', value: u32(b, at + 2), echo: u32(b, at + 6) }
  if (number === KIND.SACK && length > 2 && (length - 2) % 8 === 0) {
    const edges: number[] = []
    for (let i = at + 2; i < at + length; i += 4) edges.push(u32(b, i))
    return { ...place, kind: 'sack', edges }
  }
  return { ...place, kind: 'other', number }
}

/** What tcpdump writes between its brackets: "mss 1460", "TS val 1 ecr 2". */
export function optionText(o: TcpOption): string {
  switch (o.kind) {
    case 'end':
      return 'eol'
    case 'nop':
      return 'nop'
    case 'sack-permitted':
      return 'sackOK'
    case 'mss':
      return `mss ${o.mss}`
    case 'window-scale':
      return `wscale ${o.shift}`
    case 'timestamps':
      return `TS val ${o.value} ecr ${o.echo}`
    case 'sack':
      return `sack ${o.edges.length / 2} ${o.edges.map((e, i) => (i % 2 ? `:${e}}` : `{${e}`)).join('')}`
    case 'other':
      return `unknown-${o.number}`
  }
}
