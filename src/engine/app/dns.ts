/** A DNS query and its answer (RFC 1035 §4): one question, one address. */
import { concat, setU16, setU32, u16 } from '../../packet/bytes'
import { encode } from './text'

const HEADER = 12
const RECURSION_DESIRED = 0x0100
const ANSWER = 0x8180
const TYPE_A = 1
const CLASS_IN = 1
/** A name compressed to "as in the question" (§4.1.4). */
const NAME_OF_QUESTION = 0xc00c

export function query(id: number, name: string): Uint8Array {
  const header = new Uint8Array(HEADER)
  setU16(header, 0, id)
  setU16(header, 2, RECURSION_DESIRED)
  setU16(header, 4, 1)
  const labels = name.split('.').map((label) => Uint8Array.from([label.length, ...encode(label)]))
  return concat(header, ...labels, Uint8Array.from([0, 0, TYPE_A, 0, CLASS_IN]))
}

/** Answers any query with this address for an hour; null for what is no query. */
export function answer(message: Uint8Array, address: number): Uint8Array | null {
  if (message.length < HEADER || u16(message, 4) !== 1 || u16(message, 2) & 0x8000) return null
  const record = new Uint8Array(16)
  setU16(record, 0, NAME_OF_QUESTION)
  setU16(record, 2, TYPE_A)
  setU16(record, 4, CLASS_IN)
  setU32(record, 6, 3600)
  setU16(record, 10, 4)
  setU32(record, 12, address)
  const out = concat(message, record)
  setU16(out, 2, ANSWER)
  setU16(out, 6, 1)
  return out
}
