/** Much traffic through the home router, and a table for it: for the scenarios whose point shows at full size only. */
import type { TimedCommand } from '../model/command'
import type { NodeSpec } from '../model/scenario'
import { MILLISECOND } from '../model/time'
import type { Traffic } from '../model/traffic'

/** 250 hosts at home talk to 50 servers, 100,000 times. */
export const crowd: Traffic = {
  node: 'router',
  inside: 'lan0',
  outside: 'wan0',
  from: 'inside',
  hosts: 250,
  first: '192.168.1.2',
  servers: 50,
  to: '198.51.100.1',
  dport: 443,
  flows: 100_000,
  rate: 10_000,
  mix: { tcp: 6, udp: 3, icmp: 1 },
  exchanges: 1,
  answer: 3,
  loss: 0.005,
  latency: 20 * MILLISECOND,
  jitter: 5 * MILLISECOND,
}

const MAX = 'net.netfilter.nf_conntrack_max'
const BUCKETS = 'net.netfilter.nf_conntrack_buckets'

/** The table that the crowd finds: a bucket for each entry, as the kernel has it by default. */
export const table: NodeSpec['sysctl'] = { [MAX]: 65_536, [BUCKETS]: 65_536 }

/** What a story needs instead: room for a few, in the smallest hash table there can be. */
export const shrinkTable = (max: number): TimedCommand[] =>
  [
    { name: BUCKETS, value: 512 },
    { name: MAX, value: max },
  ].map((setting) => ({ when: { time: 0 }, command: { do: 'sysctl', node: 'router', ...setting } }))
