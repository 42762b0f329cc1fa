/**
 * Sorts row numbers by a column, a byte at a time from the lowest (LSD radix sort): stable, and a few milliseconds for
 * 65,536 rows, where a comparison sort takes longer than a frame.
 */

/** Unsigned numbers of that many bits. */
export interface Key {
  of(row: number): number
  bits: 8 | 16 | 32
}

/** In place. */
export function radixSort(order: Uint32Array<ArrayBuffer>, { of, bits }: Key, descending = false): void {
  const { length } = order
  const keys = new Uint32Array(length)
  for (let at = 0; at < length; at++) keys[at] = descending ? ~of(order[at]) : of(order[at])
  let [from, to, fromKeys, toKeys] = [order, new Uint32Array(length), keys, new Uint32Array(length)]
  for (let shift = 0; shift < bits; shift += 8) {
    const starts = new Uint32Array(257)
    for (let at = 0; at < length; at++) starts[((fromKeys[at] >>> shift) & 255) + 1]++
    // All have the same byte here: nothing to do.
    if (starts.includes(length)) continue
    for (let b = 0; b < 256; b++) starts[b + 1] += starts[b]
    for (let at = 0; at < length; at++) {
      const place = starts[(fromKeys[at] >>> shift) & 255]++
      to[place] = from[at]
      toKeys[place] = fromKeys[at]
    }
    ;[from, to, fromKeys, toKeys] = [to, from, toKeys, fromKeys]
  }
  if (from !== order) order.set(from)
}
