/** Ranges of numbers too large for `range16`: SPIs of 32 bits, counters of 64. */
import { Wrong, type Reading } from '../grammar'

const EXPECTED = 'a number or a range such as 100:200'

/** "100", "100:200", ":200", "100:" as numbers up to `most`; `to` is null for a number alone. A range may be the wrong way round. */
export function readSpan(r: Reading, most: bigint): { from: bigint; to: bigint | null } {
  const parts = r.args[0].split(':')
  if (parts.length > 2)
    throw new Wrong(`${r.extension}: Too many components for option "${r.option}" (max: 2)`, EXPECTED)
  const [from, to = null] = parts.map((part, i) => {
    if (part === '') return i === 0 ? 0n : most
    const [digits = ''] = /^(?:0x[\da-f]+|\d+)/i.exec(part) ?? []
    const n = digits && BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits}` : digits)
    const rest = parts.slice(i).join(':')
    if (n === '' || n > most)
      throw new Wrong(
        `${r.extension}: bad value for option "${r.option}" near "${rest}", or out of range (0-${most}).`,
        EXPECTED,
      )
    if (digits !== part)
      throw new Wrong(
        `${r.extension}: Argument to "${r.option}" has unexpected characters near "${rest.slice(digits.length)}".`,
        EXPECTED,
      )
    return n
  })
  return { from, to }
}
