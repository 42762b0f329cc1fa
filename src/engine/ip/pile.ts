/**
 * Fragments of one packet, as they are gathered (`ip_frag_queue`, `inet_frag_queue_insert`): what overlaps spoils the whole
 * pile (RFC 5722's rule, taken for IPv4 too), what is there already is dropped.
 */
import { setU16 } from '../../packet/bytes'
import { checksum } from '../../packet/checksum'
import * as ipv4 from '../../packet/ipv4'

/** Bytes of the payload, `to` not included. */
interface Span {
  from: number
  to: number
}

interface Piece extends Span {
  bytes: Uint8Array
}

/** How a packet that was put together came, so that it can leave likewise. */
export interface Gathered {
  /** Payload bytes of each piece, in order; null when the packet was changed so that the pieces are gone. */
  sizes: number[] | null
  /** Bytes of the longest piece, its header included. */
  largest: number
  /** The longest one said "don't fragment". */
  df: boolean
}

const ECN = 3
const LONGEST = 0xffff

export class Pile {
  private readonly pieces: Piece[] = []
  /** Pieces that came one after the other stand in one run; runs are not joined later, whatever comes between them. */
  private readonly runs: Span[] = []
  private end = 0
  private hasLast = false
  private gathered = 0
  private largest = 0
  private largestDf = 0
  /** Bit n: a piece had these two bits (RFC 3168). */
  private congestion = 0

  /** "broken": the whole pile is to be thrown away, with this piece. */
  add(bytes: Uint8Array): 'taken' | 'duplicate' | 'broken' {
    const header = ipv4.headerLength(bytes)
    const from = ipv4.fragmentOffset(bytes) * 8
    let to = from + bytes.length - header
    if (ipv4.moreFragments(bytes)) {
      to -= to % 8
      if (to > this.end && this.hasLast) return 'broken'
    } else {
      if (to < this.end || (this.hasLast && to !== this.end)) return 'broken'
      this.hasLast = true
    }
    this.end = Math.max(this.end, to)
    if (to === from) return 'broken'
    const place = this.place(from, to)
    if (place !== 'taken') return place
    this.pieces.push({ from, to, bytes })
    this.gathered += to - from
    this.largest = Math.max(this.largest, bytes.length)
    if (ipv4.dontFragment(bytes)) this.largestDf = Math.max(this.largestDf, bytes.length)
    this.congestion |= 1 << (ipv4.tos(bytes) & ECN)
    return 'taken'
  }

  private place(from: number, to: number): 'taken' | 'duplicate' | 'broken' {
    const tail = this.pieces.reduce<Piece | null>((last, p) => (last && last.to > p.to ? last : p), null)
    if (!tail || tail.to < to) {
      if (tail && from < tail.to) return 'broken'
      const run = tail && this.runs.find((r) => r.to === tail.to)
      if (run && from === run.to) run.to = to
      else this.runs.push({ from, to })
      return 'taken'
    }
    const met = this.runs.find((r) => from < r.to && to > r.from)
    if (met) return from >= met.from && to <= met.to ? 'duplicate' : 'broken'
    this.runs.push({ from, to })
    return 'taken'
  }

  get isWhole(): boolean {
    return this.hasLast && this.gathered === this.end
  }

  /** The packet, once it is whole; null when it would be too long, or its pieces disagree on congestion. */
  join(): { bytes: Uint8Array; gathered: Gathered } | null {
    const sorted = this.pieces.toSorted((a, b) => a.from - b.from)
    const first = sorted[0].bytes
    const header = ipv4.headerLength(first)
    const total = header + this.end
    const mixed = this.congestion & 1 && this.congestion !== 1
    if (total > LONGEST || mixed) return null
    const bytes = new Uint8Array(total)
    bytes.set(first.subarray(0, header))
    for (const { from, to, bytes: piece } of sorted) {
      const data = ipv4.headerLength(piece)
      bytes.set(piece.subarray(data, data + to - from), header + from)
    }
    const df = this.largestDf === this.largest
    if (this.congestion & (1 << ECN)) bytes[ipv4.OFFSET.TOS] |= ECN
    setU16(bytes, ipv4.OFFSET.LENGTH, total)
    setU16(bytes, ipv4.OFFSET.FRAGMENT, df ? ipv4.DF : 0)
    setU16(bytes, ipv4.OFFSET.CHECKSUM, 0)
    setU16(bytes, ipv4.OFFSET.CHECKSUM, checksum(bytes, 0, header))
    return { bytes, gathered: { sizes: sorted.map((p) => p.to - p.from), largest: this.largest, df } }
  }
}
