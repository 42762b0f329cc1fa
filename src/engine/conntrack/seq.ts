/** Comparing TCP sequence numbers, which wrap at 2^32 (RFC 9293 §3.4). Operands may be any whole numbers. */

export const before = (a: number, b: number): boolean => ((a - b) | 0) < 0
export const after = (a: number, b: number): boolean => ((b - a) | 0) < 0
/** Equal modulo 2^32. */
export const same = (a: number, b: number): boolean => ((a - b) | 0) === 0
