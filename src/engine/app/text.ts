/** UTF-8 (RFC 3629) in plain ECMAScript: the engine has neither DOM nor worker globals. */

export function encode(text: string): Uint8Array {
  const escaped = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
  const out: number[] = []
  for (let i = 0; i < escaped.length; i++) {
    if (escaped[i] === '%') {
      out.push(parseInt(escaped.slice(i + 1, i + 3), 16))
      i += 2
    } else out.push(escaped.charCodeAt(i))
  }
  return Uint8Array.from(out)
}

/** Bytes that are no UTF-8 are read as Latin-1, one character each. */
export function decode(bytes: Uint8Array): string {
  let escaped = ''
  let latin = ''
  for (const byte of bytes) {
    escaped += '%' + byte.toString(16).padStart(2, '0')
    latin += String.fromCharCode(byte)
  }
  try {
    return decodeURIComponent(escaped)
  } catch {
    return latin
  }
}
