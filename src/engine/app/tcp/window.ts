/** The window that an end offers: what is left of its receive buffer, in Linux's accounts (`tcp_select_window`, `tcp_grow_window`). */

/** `tcp_rmem[1]`: bytes of memory, which a segment takes more of than it has payload. */
const BUFFER = 131_072
/** Of 256 parts of memory so many are held to be payload, until segments show better (`tcp_win_from_space`). */
const FIRST_SHARE = 128
/** Linux takes segments to be of the least size until longer ones come (`tcp_initialize_rcv_mss`). */
const LEAST_MSS = 536
const LARGEST = 0xffff

export interface Window {
  /** Of the end's SYN or SYN-ACK: as many whole segments as 16 bits can say (`tcp_select_initial_window`). */
  readonly first: number
  /** A segment with something in it came in order; it waits in the buffer unless the program reads. */
  took(payload: number, header: number): void
  /** What to say in a segment that acknowledges up to `next`, already scaled. A right edge once offered is never taken back. */
  say(next: number, shift: number): number
}

/** `mss` is the largest payload that this end takes; a program that never `reads` leaves everything in the buffer. */
export function createWindow(mss: number, reads: boolean, start: number): Window {
  const first = Math.floor(LARGEST / mss) * mss
  let share = FIRST_SHARE
  const space = (memory: number) => Math.floor((memory * share) / 256)
  let clamp = Math.max(2 * mss, space(BUFFER) - mss)
  let threshold = Math.min(first, clamp)
  let typical = Math.min(LEAST_MSS, mss)
  let used = 0
  let offered = first
  let offeredAt = start

  const free = (): number => Math.min(space(BUFFER - used), threshold)

  function choose(shift: number): number {
    const room = free()
    if (shift > 0) return alignUp(room, shift)
    if (offered <= room - typical || offered > room) return Math.floor(room / typical) * typical
    return offered
  }

  function grow(payload: number, memory: number): void {
    const room = Math.min(clamp, space(BUFFER - used)) - threshold
    if (room > 0 && payload >= 128 && space(memory) <= payload) threshold += Math.min(room, 2 * Math.max(mss, payload))
  }

  return {
    first,
    took(payload, header) {
      const memory = memoryOf(payload + header)
      if (!reads) used += memory
      if (payload >= typical) {
        if (payload !== typical) {
          share = Math.max(1, Math.floor((payload * 256) / memory))
          clamp = space(BUFFER)
        }
        typical = Math.min(payload, mss)
      }
      grow(payload, memory)
    },
    say(next, shift) {
      const left = Math.max(0, offered - ((next - offeredAt) >>> 0))
      const chosen = choose(shift)
      offered = chosen < left ? alignUp(left, shift) : chosen
      offeredAt = next
      return Math.min(offered >>> shift, LARGEST)
    },
  }
}

const alignUp = (n: number, shift: number): number => ((n + (1 << shift) - 1) >> shift) << shift

/** A packet's buffer comes in powers of two, with Linux's own notes on it (`skb->truesize`). */
function memoryOf(length: number): number {
  const [headroom, shared, notes] = [64, 320, 256]
  return notes + 2 ** Math.ceil(Math.log2(Math.max(704, length + headroom + shared)))
}
