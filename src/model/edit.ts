import type { Edit } from './trace'

/** The bytes with each edit laid over, in order. Where an edit changes a length, what follows moves. */
export function applyEdits(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array {
  let out = bytes.slice()
  for (const { at, was, now } of edits) {
    if (was.length === now.length) out.set(now, at)
    else {
      const moved = new Uint8Array(out.length + now.length - was.length)
      moved.set(out.subarray(0, at))
      moved.set(now, at)
      moved.set(out.subarray(at + was.length), at + now.length)
      out = moved
    }
  }
  return out
}
