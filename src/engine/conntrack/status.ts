/** Status bits of an entry (`enum ip_conntrack_status`), and what a packet's `ctinfo` says in them. */
import type { CtState, Direction } from '../../model/conntrack'
import { CTINFO, type CtInfo } from '../skb'

export const IPS = {
  EXPECTED: 0x001,
  SEEN_REPLY: 0x002,
  ASSURED: 0x004,
  CONFIRMED: 0x008,
  SRC_NAT: 0x010,
  DST_NAT: 0x020,
  SEQ_ADJUST: 0x040,
  /** The nat table was asked: the entry has its source mapping, be it a null binding. */
  SRC_NAT_DONE: 0x080,
  DST_NAT_DONE: 0x100,
  DYING: 0x200,
  FIXED_TIMEOUT: 0x400,
  /** A flow table's, which nobody sets by hand. */
  OFFLOAD: 0x4000,
  HW_OFFLOAD: 0x8000,
} as const

export const NAT_MASK = IPS.SRC_NAT | IPS.DST_NAT
export const NAT_DONE_MASK = IPS.SRC_NAT_DONE | IPS.DST_NAT_DONE

export const ORIGINAL = 0
export const REPLY = 1
/** Direction as the engine counts it. */
export type Dir = typeof ORIGINAL | typeof REPLY

export const directionName = (dir: number): Direction => (dir === ORIGINAL ? 'original' : 'reply')

/** `CTINFO2DIR`; without a branch, since nobody can foretell a packet's direction. Not for packets without an entry. */
export const dirOf = (ctinfo: CtInfo): Dir => ((CTINFO.ESTABLISHED_REPLY - 1 - ctinfo) >>> 31) as Dir

const STATE: Readonly<Record<CtInfo, CtState>> = {
  [CTINFO.ESTABLISHED]: 'ESTABLISHED',
  [CTINFO.RELATED]: 'RELATED',
  [CTINFO.NEW]: 'NEW',
  [CTINFO.ESTABLISHED_REPLY]: 'ESTABLISHED',
  [CTINFO.RELATED_REPLY]: 'RELATED',
  [CTINFO.UNTRACKED]: 'UNTRACKED',
  [CTINFO.NONE]: 'INVALID',
}

export const ctState = (ctinfo: CtInfo): CtState => STATE[ctinfo]
