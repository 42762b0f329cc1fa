/**
 * What a receiver tells of data that lies beyond a gap (RFC 2018), and of data that it had already (RFC 2883): the newest first, four
 * blocks at most, as Linux keeps them (`tcp_sack_new_ofo_skb`).
 */
import { after, notBefore } from './sequence'

export interface Block {
  from: number
  /** One beyond its last number. */
  to: number
}

const KEPT = 4

export interface Sack {
  /** Data beyond a gap came. */
  beyond(block: Block): void
  /** Data came that was there; the next segment says so, once. */
  again(block: Block): void
  /** All before `next` is there. */
  reached(next: number): void
  /** What a segment with room for so many blocks tells. */
  blocks(room: number): Block[]
}

/** `tellsTwice`: also of what came twice (`tcp_dsack`). */
export function createSack(tellsTwice = true): Sack {
  let kept: Block[] = []
  let twice: Block | null = null
  return {
    beyond(block) {
      const near = kept.find((old) => touches(old, block))
      if (!near) {
        kept = [block, ...kept].slice(0, KEPT)
        return
      }
      if (overlap(near, block)) twice = shared(near, block)
      // It grows, comes to the front, and takes in those that it reaches now.
      let grown = joined(near, block)
      const others = kept.filter((old) => old !== near)
      kept = others.filter((old) => {
        if (!touches(old, grown)) return true
        grown = joined(grown, old)
        return false
      })
      kept.unshift(grown)
    },
    again(block) {
      twice = block
    },
    reached(next) {
      kept = kept.filter(({ from }) => after(from, next))
    },
    blocks(room) {
      const told = [...(twice && tellsTwice ? [twice] : []), ...kept].slice(0, room)
      twice = null
      return told
    },
  }
}

const touches = (a: Block, b: Block): boolean => notBefore(a.to, b.from) && notBefore(b.to, a.from)
const overlap = (a: Block, b: Block): boolean => after(a.to, b.from) && after(b.to, a.from)
const shared = (a: Block, b: Block): Block => ({
  from: after(a.from, b.from) ? a.from : b.from,
  to: after(a.to, b.to) ? b.to : a.to,
})
const joined = (a: Block, b: Block): Block => ({
  from: after(a.from, b.from) ? b.from : a.from,
  to: after(a.to, b.to) ? a.to : b.to,
})
