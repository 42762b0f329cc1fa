/** Sequence numbers count modulo 2³² (RFC 9293 §3.4). */

export const plus = (a: number, n: number): number => (a + n) >>> 0
/** How far `a` lies beyond `b`; negative when it lies before. */
export const beyond = (a: number, b: number): number => (a - b) | 0
export const after = (a: number, b: number): boolean => beyond(a, b) > 0
export const notBefore = (a: number, b: number): boolean => beyond(a, b) >= 0
