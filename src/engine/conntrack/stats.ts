/** What conntrack counts of its own doings (`struct ip_conntrack_stat`), in the order of `conntrack -S`. */
const STAT_NAMES = [
  /** A tuple that NAT would have liked was taken. */
  'found',
  /** Packets of no connection. */
  'invalid',
  /** Entries put in by the winner of a clash. */
  'insert',
  /** Packets that lost a clash. */
  'insert_failed',
  'drop',
  'early_drop',
  /** ICMP messages that the tracker refused. */
  'error',
  'search_restart',
  'clash_resolve',
  'chaintoolong',
] as const
export type StatName = (typeof STAT_NAMES)[number]

export const newStats = (): Record<StatName, number> =>
  Object.fromEntries(STAT_NAMES.map((name) => [name, 0])) as Record<StatName, number>
