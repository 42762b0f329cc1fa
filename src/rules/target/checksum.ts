/** `-j CHECKSUM --checksum-fill`: computes a checksum that was left to the network card. Here none ever is. */
import type { Extension } from '../grammar'
import { IN_MANGLE } from './places'

export interface ChecksumTarget {
  kind: 'CHECKSUM'
}

export const checksum: Extension<ChecksumTarget> = {
  kind: 'CHECKSUM',
  name: 'CHECKSUM',
  begin: () => ({ kind: 'CHECKSUM' }),
  options: [{ names: ['checksum-fill'], takes: 0, must: true, read: () => undefined }],
  print: () => '--checksum-fill',
  list: () => 'CHECKSUM fill',
  habitat: () => IN_MANGLE,
}
