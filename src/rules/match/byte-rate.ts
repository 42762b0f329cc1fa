/** A rate in bytes, as `-m hashlimit` has it: "512kb/s". The kernel is told what 16 bytes cost, so that rates are rounded. */

/** Of a rate of nothing (`UINT32_MAX`). */
const MOST = 0xffffffff
/** Bytes that are paid for at once. */
const CHUNK = 16
const UNITS = [
  ['m', 1024 ** 2],
  ['k', 1024],
  ['', 1],
] as const

const toCost = (bytes: number): number => Math.floor(MOST / ((Math.floor(bytes / CHUNK) + 1) % 2 ** 32))

/** Bytes a second. */
export const bytesOf = (cost: number): number => (Math.floor(MOST / cost) - 1) * CHUNK

/** What 16 bytes cost; null when this is no rate in bytes, which then may be one in packets. A unit that is not known is left out. */
export function readByteRate(text: string): number | null {
  const at = text.indexOf('b/s')
  const digits = Number(/^\d+/.exec(text)?.[0] ?? 0)
  if (at < 1 || digits === 0) return null
  const factor = text[at - 1] === 'm' ? 1024 ** 2 : text[at - 1] === 'k' ? 1024 : 1
  return toCost(digits * factor)
}

/** In the largest unit that says the same; of what is more than 32 bits hold, iptables sees the lower ones only. */
export function byteRateText(cost: number): string {
  const bytes = bytesOf(cost)
  const [unit, size] = UNITS.find(([, n]) => bytes >= n && toCost((bytes % 2 ** 32) - (bytes % n)) === cost) ?? ['', 1]
  return `${Math.floor(bytes / size)}${unit}b/s`
}

/** In the largest unit that it reaches, rounded down. */
export function bytesText(bytes: number): string {
  const [unit, size] = UNITS.find(([, n]) => bytes >= n) ?? ['', 1]
  return `${Math.floor(bytes / size)}${unit}b`
}
