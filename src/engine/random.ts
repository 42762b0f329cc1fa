/** The world's dice: one seeded generator, so that a run can be run again. */

/**
 * Unsigned 32-bit numbers, by xoshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number
 * generators", 2018), its state filled from `seed` by a mixing counter.
 */
export function createRandom(seed: number): () => number {
  let counter = seed >>> 0
  const fill = () => {
    counter = (counter + 0x9e3779b9) >>> 0
    let z = counter
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return (z ^ (z >>> 15)) >>> 0
  }
  let [a, b, c, d] = [fill(), fill(), fill(), fill()]
  return () => {
    const out = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = rotate(d, 11)
    return out
  }
}

const rotate = (x: number, k: number) => (x << k) | (x >>> (32 - k))
