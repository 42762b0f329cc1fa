/** Decimal, or with 0x hexadecimal, or with a leading 0 octal, as C's strtoul reads it; null for anything else. */
export function parseInteger(text: string): number | null {
  if (/^0[0-7]+$/.test(text)) return parseInt(text, 8)
  return /^(?:0|[1-9]\d*|0x[0-9a-f]+)$/i.test(text) ? Number(text) : null
}
