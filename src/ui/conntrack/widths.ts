/** How wide the ends of a tuple are, so that the colons of all rows stand under each other. */
import type { Rows } from '../../model/rows'

/** Characters of the longest address and of the longest port, without the colon; 0 where no row has a port. */
export interface EndWidth {
  address: number
  port: number
}

export interface Widths {
  src: EndWidth
  dst: EndWidth
  rsrc: EndWidth
  rdst: EndWidth
}

const ICMP = 1

/** Of more rows than this, as many are looked at, evenly: one that is longer still stands out of line, and nothing else. */
const LOOK_AT = 4096

export function widthsOf(rows: Rows): Widths {
  const stride = Math.ceil(rows.count / LOOK_AT) || 1
  const end = (address: Uint32Array, port: Uint16Array): EndWidth => {
    const width = { address: 0, port: 0 }
    for (let i = 0; i < rows.count; i += stride) {
      width.address = Math.max(width.address, addressLength(address[i]))
      if (rows.proto[i] !== ICMP) width.port = Math.max(width.port, digits(port[i]))
    }
    return width
  }
  return {
    src: end(rows.src, rows.sport),
    dst: end(rows.dst, rows.dport),
    rsrc: end(rows.rsrc, rows.rsport),
    rdst: end(rows.rdst, rows.rdport),
  }
}

/** Of the wider of the two tuples, with the arrow: both columns are as wide. */
export const tupleWidth = ({ src, dst, rsrc, rdst }: Widths): number => Math.max(both(src, dst), both(rsrc, rdst), 24)

const both = (a: EndWidth, b: EndWidth): number => a.address + a.port + b.address + b.port + 2 + 3

const digits = (n: number): number => (n < 10 ? 1 : n < 100 ? 2 : n < 1000 ? 3 : n < 10000 ? 4 : 5)
const addressLength = (a: number): number =>
  digits(a >>> 24) + digits((a >>> 16) & 255) + digits((a >>> 8) & 255) + digits(a & 255) + 3
