/** An IPv4 address as `inet_aton` reads it: the last of less than four numbers fills what is left. Null for anything else. */
export function looseAddress(text: string): number | null {
  const numbers = text.split('.').map(parseInteger)
  const last = numbers.pop() ?? null
  const room = 2 ** (32 - 8 * numbers.length)
  if (last === null || last >= room || numbers.length > 3 || numbers.some((n) => n === null || n > 255)) return null
  return numbers.reduce<number>((sum, n, i) => sum + n! * 2 ** (24 - 8 * i), last)
}

/** Decimal, or with 0x hexadecimal, or with a leading 0 octal, as C's strtoul reads it; null for anything else. */
export function parseInteger(text: string): number | null {
  if (/^0[0-7]+$/.test(text)) return parseInt(text, 8)
  return /^(?:0|[1-9]\d*|0x[0-9a-f]+)$/i.test(text) ? Number(text) : null
}
