/** The state charts as data: which states stand where, which transitions are drawn, what they are called. No DOM. */
import type { Direction, TcpState } from '../../model/conntrack'
import type { TcpKind } from '../../model/tcp'
import { TCP_TIMEOUTS } from '../../model/tcp'
import { tcpMachine } from '../../model/tcp-machine'
import { ICMP_TIMEOUTS, UDP_STREAM_AFTER, UDP_TIMEOUTS } from '../../model/trackers'

export interface State {
  name: string
  /** Seconds; the sysctl that sets it, where there is one. */
  timeout?: number
  sysctl?: string
}

export interface Transition {
  from: string
  to: string
  label: string
}

export interface Chart {
  /** "TCP", for the title. */
  proto: string
  /** In the order of a normal life; the first one is where an entry begins. */
  states: readonly State[]
  transitions: readonly Transition[]
  /** A state that every other can fall into, and by what. */
  from?: { any: string; label: string; to: string }
}

const KIND_NAMES: Readonly<Record<TcpKind, string>> = {
  syn: 'SYN',
  synack: 'SYN-ACK',
  fin: 'FIN',
  ack: 'ACK',
  rst: 'RST',
  none: 'no flag',
}

/** A connection that is opened, closed and waited for. The other arrows of the machine are for trouble. */
const NORMAL: readonly (readonly [TcpState, TcpState])[] = [
  ['NONE', 'SYN_SENT'],
  ['SYN_SENT', 'SYN_RECV'],
  ['SYN_RECV', 'ESTABLISHED'],
  ['ESTABLISHED', 'FIN_WAIT'],
  ['FIN_WAIT', 'CLOSE_WAIT'],
  ['FIN_WAIT', 'LAST_ACK'],
  ['CLOSE_WAIT', 'LAST_ACK'],
  ['LAST_ACK', 'TIME_WAIT'],
]

/** Which segments lead from a state to another: "→ SYN" from the opener, "← SYN-ACK" from the other end, "FIN" from either. */
export function tcpLabel(from: TcpState, to: TcpState): string | null {
  const sides = new Map<TcpKind, Set<Direction>>()
  for (const [type, target] of Object.entries(tcpMachine.config.states?.[from]?.on ?? {})) {
    const [direction, kind] = type.split('.') as [Direction, TcpKind]
    if (targetName(target) === to) sides.set(kind, (sides.get(kind) ?? new Set()).add(direction))
  }
  if (sides.size === 0) return null
  return [...sides]
    .map(([kind, who]) => `${who.size > 1 ? '' : who.has('original') ? '→ ' : '← '}${KIND_NAMES[kind]}`)
    .join(', ')
}

const targetName = (target: unknown): unknown =>
  typeof target === 'object' && target !== null && 'target' in target ? target.target : target

/** One transition of the TCP machine as drawn; null where the machine has none. */
export function tcpTransition(from: TcpState, to: TcpState): Transition | null {
  const label = tcpLabel(from, to)
  return label === null ? null : { from, to, label }
}

const tcpState = (name: TcpState): State =>
  name === 'NONE'
    ? { name }
    : { name, timeout: TCP_TIMEOUTS[name], sysctl: `net.netfilter.nf_conntrack_tcp_timeout_${name.toLowerCase()}` }

const TCP: Chart = {
  proto: 'TCP',
  states: (
    ['NONE', 'SYN_SENT', 'SYN_RECV', 'ESTABLISHED', 'FIN_WAIT', 'CLOSE_WAIT', 'LAST_ACK', 'TIME_WAIT', 'CLOSE'] as const
  ).map(tcpState),
  transitions: NORMAL.map(([from, to]) => tcpTransition(from, to)).filter((t) => t !== null),
  from: { any: 'any state', label: 'RST', to: 'CLOSE' },
}

const UDP: Chart = {
  proto: 'UDP',
  states: [
    { name: 'NONE' },
    { name: 'UNREPLIED', timeout: UDP_TIMEOUTS.UNREPLIED, sysctl: 'net.netfilter.nf_conntrack_udp_timeout' },
    { name: 'REPLIED', timeout: UDP_TIMEOUTS.REPLIED, sysctl: 'net.netfilter.nf_conntrack_udp_timeout' },
    { name: 'STREAM', timeout: UDP_TIMEOUTS.STREAM, sysctl: 'net.netfilter.nf_conntrack_udp_timeout_stream' },
  ],
  transitions: [
    { from: 'NONE', to: 'UNREPLIED', label: '→ datagram' },
    { from: 'UNREPLIED', to: 'REPLIED', label: '← datagram' },
    { from: 'REPLIED', to: 'STREAM', label: `after ${UDP_STREAM_AFTER} s` },
  ],
}

const ICMP: Chart = {
  proto: 'ICMP',
  states: [
    { name: 'NONE' },
    { name: 'UNREPLIED', timeout: ICMP_TIMEOUTS.UNREPLIED, sysctl: 'net.netfilter.nf_conntrack_icmp_timeout' },
    { name: 'REPLIED', timeout: ICMP_TIMEOUTS.REPLIED, sysctl: 'net.netfilter.nf_conntrack_icmp_timeout' },
  ],
  transitions: [
    { from: 'NONE', to: 'UNREPLIED', label: '→ request' },
    { from: 'UNREPLIED', to: 'REPLIED', label: '← reply' },
  ],
}

/** By IP protocol number. Others have no states to speak of. */
export const CHARTS: Readonly<Record<number, Chart>> = { 1: ICMP, 6: TCP, 17: UDP }
