/**
 * What stands at each hook, in the order of the kernel's priorities (linux/netfilter_ipv4.h). iptables-nft
 * registers its tables with the same numbers as the legacy tables had.
 */
import type { Hook, Station } from '../../model/trace'

export const PRIORITY = {
  DEFRAG: -400,
  RAW: -300,
  CONNTRACK: -200,
  MANGLE: -150,
  NAT_DST: -100,
  FILTER: 0,
  SECURITY: 50,
  NAT_SRC: 100,
  HELPER: 300,
  CONFIRM: 0x7fffffff,
} as const

export interface Stand {
  station: Station
  priority: number
}

const defrag: Stand = { station: 'defrag', priority: PRIORITY.DEFRAG }
const raw: Stand = { station: 'raw', priority: PRIORITY.RAW }
const conntrack: Stand = { station: 'conntrack', priority: PRIORITY.CONNTRACK }
const mangle: Stand = { station: 'mangle', priority: PRIORITY.MANGLE }
const natDst: Stand = { station: 'nat', priority: PRIORITY.NAT_DST }
const filter: Stand = { station: 'filter', priority: PRIORITY.FILTER }
const security: Stand = { station: 'security', priority: PRIORITY.SECURITY }
const natSrc: Stand = { station: 'nat', priority: PRIORITY.NAT_SRC }
const confirm: Stand = { station: 'confirm', priority: PRIORITY.CONFIRM }

const sorted = (...stands: Stand[]): readonly Stand[] => stands.toSorted((a, b) => a.priority - b.priority)

export const HOOKS: Readonly<Record<Hook, readonly Stand[]>> = {
  PREROUTING: sorted(defrag, raw, conntrack, mangle, natDst),
  INPUT: sorted(mangle, filter, security, natSrc, confirm),
  FORWARD: sorted(mangle, filter, security),
  OUTPUT: sorted(defrag, raw, conntrack, mangle, natDst, filter, security),
  POSTROUTING: sorted(mangle, natSrc, confirm),
}
