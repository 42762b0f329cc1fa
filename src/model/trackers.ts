/**
 * The trackers of UDP and of ICMP queries, as data for the state chart. They have no states of their own in the
 * kernel: these are the names for what the status bits and the timeout of an entry add up to.
 */

/** Seconds; sysctls `nf_conntrack_udp_timeout`, `nf_conntrack_udp_timeout_stream`. */
export const UDP_TIMEOUTS = { UNREPLIED: 30, REPLIED: 30, STREAM: 120 } as const
export type UdpState = keyof typeof UDP_TIMEOUTS

/** Packets are `original` and `reply`; `late` is one of either way, two seconds or more after the first. */
export type UdpEvent = 'original' | 'reply' | 'late'

/** Seconds that a two-way flow must last before it counts as a stream and becomes ASSURED. */
export const UDP_STREAM_AFTER = 2

/**
 * The first reply makes an entry REPLIED; only a packet after that, and late enough, makes it a STREAM:
 * one question and one answer, however slow, are not.
 */
export const UDP_TRANSITIONS: Readonly<Record<UdpState, Readonly<Record<UdpEvent, UdpState>>>> = {
  UNREPLIED: { original: 'UNREPLIED', reply: 'REPLIED', late: 'UNREPLIED' },
  REPLIED: { original: 'REPLIED', reply: 'REPLIED', late: 'STREAM' },
  STREAM: { original: 'STREAM', reply: 'STREAM', late: 'STREAM' },
}

/** Seconds; sysctl `nf_conntrack_icmp_timeout`. A reply does not end the entry: replies may come twice. */
export const ICMP_TIMEOUTS = { UNREPLIED: 30, REPLIED: 30 } as const
export type IcmpState = keyof typeof ICMP_TIMEOUTS

export const ICMP_TRANSITIONS: Readonly<Record<IcmpState, Readonly<Record<'original' | 'reply', IcmpState>>>> = {
  UNREPLIED: { original: 'UNREPLIED', reply: 'REPLIED' },
  REPLIED: { original: 'REPLIED', reply: 'REPLIED' },
}
