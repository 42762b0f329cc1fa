/** ECN and TCPOPTSTRIP: what is taken out of a header stays out of its checksum. */
import { u16 } from '../../../packet/bytes'
import { update16 } from '../../../packet/checksum'
import * as ipv4 from '../../../packet/ipv4'
import { PROTO } from '../../../packet/protocol'
import * as header from '../../../packet/tcp'
import { KIND } from '../../../packet/tcp-options'
import type { TargetOf } from '../../../rules/ruleset'
import { put16 } from '../../nat/rewrite'
import { type Act, CONTINUE } from './act'
import { dropped } from './drop'
import { editsFor, putHeaderByte, sayEdits } from './edits'

const ECT = 3

const put = (bits: number, bit: number, on?: number): number =>
  on === undefined ? bits : on ? bits | bit : bits & ~bit

/** Fragments that are not the first are changed as if they had a TCP header (`ecn_tg`). */
export const ecn =
  ({ ect, ece, cwr }: TargetOf<'ECN'>): Act =>
  (v, ref) => {
    const { b, at } = v
    if (ect !== undefined) putHeaderByte(v, ipv4.OFFSET.TOS, (ipv4.tos(b) & ~ECT) | ect, ref, 'ECN')
    if ((ece === undefined && cwr === undefined) || v.proto !== PROTO.TCP) return CONTINUE
    if (at + header.MIN_HEADER > v.end) return dropped(v, ref, 'bad-header')
    const was = u16(b, at + header.OFFSET.DATA)
    const now = put(put(was, header.FLAG.ECE, ece), header.FLAG.CWR, cwr)
    if (now === was) return CONTINUE
    const edits = editsFor(v)
    const checkAt = at + header.OFFSET.CHECKSUM
    put16(b, at + header.OFFSET.DATA, now, edits)
    put16(b, checkAt, update16(u16(b, checkAt), was, now), edits)
    sayEdits(v, ref, 'ECN', edits)
    return CONTINUE
  }

export const tcpoptstrip =
  ({ options }: TargetOf<'TCPOPTSTRIP'>): Act =>
  (v, ref) => {
    const { b, at, end } = v
    if (v.offset !== 0) return CONTINUE
    // The kernel makes one piece of it to write into.
    if (v.skb.gathered) v.skb.gathered.sizes = null
    const last = at + (end - at < header.MIN_HEADER ? 0 : header.headerLength(b, at))
    if (last < at + header.MIN_HEADER || last > end) return dropped(v, ref, 'bad-header')
    const edits = editsFor(v)
    const checkAt = at + header.OFFSET.CHECKSUM
    let check = u16(b, checkAt)
    let length = 1
    for (let i = at + header.OFFSET.OPTIONS; i < last - 1; i += length) {
      length = b[i] <= KIND.NOP ? 1 : b[i + 1] || 1
      if (i + length > last) break
      if (!options.includes(b[i])) continue
      const was = b.slice(i, i + length)
      for (let j = i; j < i + length; j++) {
        const shift = (j - at) % 2 === 0 ? 8 : 0
        check = update16(check, b[j] << shift, KIND.NOP << shift)
        b[j] = KIND.NOP
      }
      edits?.push({ at: i, was, now: b.slice(i, i + length) })
    }
    if (check !== u16(b, checkAt)) put16(b, checkAt, check, edits)
    sayEdits(v, ref, 'TCPOPTSTRIP', edits)
    return CONTINUE
  }
