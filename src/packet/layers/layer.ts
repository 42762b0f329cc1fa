/** The shape that all layers share, and a small cursor that lays fields one behind the other. */
import { toHex, u16, u32 } from '../bytes'

export interface Field {
  /** Wireshark's display-filter name: "ip.src". Options repeat theirs, so it is no key. */
  id: string
  /** As the RFC's picture or Wireshark labels it. */
  label: string
  /** From the start of the packet. */
  bit: number
  bits: number
  /** For people: "192.168.1.10", "6 (tcp)", "1460". */
  value: string
  /** The number in the field; longer than 32 bits: hex. */
  raw: number | string
  /** What a checksum is worth. */
  check?: 'correct' | 'wrong' | 'absent' | 'unknown'
}

export interface Layer {
  name: string
  /** Where its picture is: "RFC 791 §3.1"; empty for payload. */
  rfc: string
  /** In bytes, from the start of the packet. */
  offset: number
  length: number
  fields: Field[]
  /** The packet that an ICMP error is about. */
  inner?: Layer[]
}

/** Lays fields from a byte offset on, each starting where the one before ended. */
export class Cursor {
  readonly fields: Field[] = []
  private bit: number
  constructor(
    private readonly bytes: Uint8Array,
    at: number,
  ) {
    this.bit = 8 * at
  }

  /** A number of up to 32 bits, which must not cross a 32-bit word's edge unless it starts on a byte's. */
  number(id: string, label: string, bits: number, text: (raw: number) => string = String): Field {
    const raw = bitsAt(this.bytes, this.bit, bits)
    return this.push({ id, label, bit: this.bit, bits, value: text(raw), raw })
  }

  /** A run of whole bytes. */
  bytesTo(id: string, label: string, end: number, text: (b: Uint8Array) => string = toHex): void {
    const b = this.bytes.subarray(this.bit / 8, end)
    if (b.length > 0) this.push({ id, label, bit: this.bit, bits: 8 * b.length, value: text(b), raw: toHex(b) })
  }

  private push(field: Field): Field {
    this.fields.push(field)
    this.bit += field.bits
    return field
  }
}

function bitsAt(b: Uint8Array, bit: number, bits: number): number {
  const at = bit >>> 3
  if (bits === 32) return u32(b, at)
  if (bits === 16) return u16(b, at)
  let value = 0
  for (let i = bit; i < bit + bits; i++) value = (value << 1) | ((b[i >>> 3] >>> (7 - (i & 7))) & 1)
  return value
}

export const hexText =
  (digits: number) =>
  (raw: number): string =>
    `0x${raw.toString(16).padStart(digits, '0')}`

/** Letters, digits, signs and line ends: worth reading as text. */
const PRINTABLE = /^[\x20-\x7e\r\n\t]+$/

/** What no header claims: text when it reads as such, else hex. */
export function payloadLayer(b: Uint8Array, at: number, end: number, name = 'Payload'): Layer[] {
  if (at >= end) return []
  const cursor = new Cursor(b, at)
  cursor.bytesTo('data.data', name, end, (data) => {
    const text = String.fromCharCode(...data.subarray(0, 4096))
    return PRINTABLE.test(text) ? text : toHex(data)
  })
  return [{ name, rfc: '', offset: at, length: end - at, fields: cursor.fields }]
}
