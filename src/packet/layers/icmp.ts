/** The ICMP layer; an error's packet inside it is laid out in turn. */
import { formatAddress } from '../address'
import { checksumOk, code, HEADER, isError, type as typeOf, TYPE, UNREACHABLE } from '../icmp'
import { icmpCodeName, icmpTypeName } from '../icmp-text'
import { Cursor, hexText, type Layer, payloadLayer } from './layer'

type LayOut = (b: Uint8Array, at: number, end: number) => Layer[]

const QUERIES = new Set<number>([
  TYPE.ECHO,
  TYPE.ECHO_REPLY,
  TYPE.TIMESTAMP,
  TYPE.TIMESTAMP_REPLY,
  TYPE.INFO_REQUEST,
  TYPE.INFO_REPLY,
  TYPE.ADDRESS_MASK,
  TYPE.ADDRESS_MASK_REPLY,
])

/** `layOut` is handed in because what is inside is an IP packet again. */
export function icmpLayers(b: Uint8Array, at: number, end: number, whole: boolean, layOut: LayOut): Layer[] {
  const type = typeOf(b, at)
  const c = new Cursor(b, at)
  c.number('icmp.type', 'Type', 8, (n) => `${n} (${icmpTypeName(n)})`)
  c.number('icmp.code', 'Code', 8, (n) => (icmpCodeName(type, n) ? `${n} (${icmpCodeName(type, n)})` : `${n}`))
  const check = c.number('icmp.checksum', 'Checksum', 16, hexText(4))
  check.check = !whole ? 'unknown' : checksumOk(b, at, end) ? 'correct' : 'wrong'
  rest(c, type, code(b, at))
  const layer: Layer = { name: 'ICMP', rfc: 'RFC 792', offset: at, length: HEADER, fields: c.fields }
  if (!isError(type)) return [layer, ...payloadLayer(b, at + HEADER, end)]
  if (at + HEADER < end) layer.inner = layOut(b, at + HEADER, end)
  return [layer]
}

/** The second word, which each type uses in its own way. */
function rest(c: Cursor, type: number, code: number): void {
  if (QUERIES.has(type)) {
    c.number('icmp.ident', 'Identifier', 16)
    c.number('icmp.seq', 'Sequence Number', 16)
  } else if (type === TYPE.UNREACHABLE && code === UNREACHABLE.FRAGMENTATION_NEEDED) {
    c.number('icmp.unused', 'Unused', 16, hexText(4))
    c.number('icmp.mtu', 'MTU of next hop', 16)
  } else if (type === TYPE.REDIRECT) c.number('icmp.redir_gw', 'Gateway Address', 32, formatAddress)
  else if (type === TYPE.PARAMETER_PROBLEM) {
    c.number('icmp.pointer', 'Pointer', 8)
    c.number('icmp.unused', 'Unused', 24, hexText(6))
  } else c.number('icmp.unused', 'Unused', 32, hexText(8))
}
