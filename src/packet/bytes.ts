/** Numbers in network byte order (RFC 1700, "Data Notations") and hex. Offsets are in bytes and are not checked. */

export const u16 = (b: Uint8Array, at: number): number => (b[at] << 8) | b[at + 1]

export const u32 = (b: Uint8Array, at: number): number => i32(b, at) >>> 0

/** The same, signed. Made of halves because V8 inlines only what is short (27 bytes of its code) without counting. */
export const i32 = (b: Uint8Array, at: number): number => (u16(b, at) << 16) | u16(b, at + 2)

export function setU16(b: Uint8Array, at: number, value: number): void {
  b[at] = value >>> 8
  b[at + 1] = value
}

export function setU32(b: Uint8Array, at: number, value: number): void {
  setU16(b, at, value >>> 16)
  setU16(b, at + 2, value)
}

const HEX = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'))

/** "4500003c"; `to` is exclusive. */
export function toHex(b: Uint8Array, from = 0, to = b.length): string {
  let text = ''
  for (let i = from; i < to; i++) text += HEX[b[i]]
  return text
}

/** Pairs of hex digits, spaces allowed between pairs; null for anything else. */
export function fromHex(text: string): Uint8Array | null {
  const digits = text.replace(/\s+/g, '')
  if (digits.length % 2 !== 0 || /[^0-9a-fA-F]/.test(digits)) return null
  const b = new Uint8Array(digits.length / 2)
  for (let i = 0; i < b.length; i++) b[i] = parseInt(digits.slice(2 * i, 2 * i + 2), 16)
  return b
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((n, part) => n + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
