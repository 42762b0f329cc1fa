/** The UDP layer. */
import { check as checkField, checksumOk, HEADER } from '../udp'
import { Cursor, hexText, type Layer, payloadLayer } from './layer'
import type { Ends } from './tcp'

export function udpLayers(b: Uint8Array, at: number, end: number, ends: Ends): Layer[] {
  const c = new Cursor(b, at)
  c.number('udp.srcport', 'Source Port', 16)
  c.number('udp.dstport', 'Destination Port', 16)
  c.number('udp.length', 'Length', 16)
  const check = c.number('udp.checksum', 'Checksum', 16, hexText(4))
  if (checkField(b, at) === 0) check.check = 'absent'
  else if (!ends.whole) check.check = 'unknown'
  else check.check = checksumOk(b, at, end, ends.src, ends.dst) ? 'correct' : 'wrong'
  return [
    { name: 'UDP', rfc: 'RFC 768', offset: at, length: HEADER, fields: c.fields },
    ...payloadLayer(b, at + HEADER, end),
  ]
}
