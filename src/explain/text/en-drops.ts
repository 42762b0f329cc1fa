/** Why a packet's life ended: one sentence per reason. */
import type { DropReason } from '../../model/trace'

export interface DropFacts {
  node: string
  what: string
  dst: string
  port?: number
  rule?: string
  table?: string
  chain?: string
  /** The other end, where it is a connection that was looked for. */
  peer?: string
  /** Bytes of the packet, and of what would have gone through. */
  size?: number
  mtu?: number
}

export const drops: Record<DropReason, (f: DropFacts) => string> = {
  rule: (f) => `The ${f.what} is dropped by ${f.rule ?? 'a rule'}. Its sender hears nothing.`,
  policy: (f) => `The ${f.what} is dropped by the policy of ${chain(f)}. Its sender hears nothing.`,
  reject: (f) => `The ${f.what} goes no further: ${f.rule ?? 'a rule'} rejects it, and its sender is told.`,
  'no-route': (f) => `${f.node} has no route to ${f.dst}, so the ${f.what} ends here and its sender is told.`,
  blackhole: (f) => `The route to ${f.dst} is a black hole, so the ${f.what} is dropped without a word.`,
  prohibited: (f) => `The route to ${f.dst} is prohibited, so the ${f.what} ends here and its sender is told.`,
  ttl: (f) => `The TTL is used up, so ${f.node} drops the ${f.what} and tells its sender.`,
  'not-forwarding': (f) =>
    `${f.node} does not forward (ip_forward is 0) and ${f.dst} is not its own address, so the ${f.what} is dropped.`,
  'not-for-us': (f) => `${f.dst} is not an address of ${f.node}, which is no router, so the ${f.what} is dropped.`,
  'no-neighbour': (f) => `Nobody on the wire answers for the next hop, so ${f.node} gives the ${f.what} up.`,
  'lost-private': (f) =>
    `${f.dst} is a private address, and on the internet nobody can say where that is: the ${f.what} is lost.`,
  'lost-nobody': (f) => `Nobody has the address ${f.dst}, so the ${f.what} is lost.`,
  'bad-header': (f) => `The IP header makes no sense, so ${f.node} drops the packet.`,
  'bad-checksum': (f) => `A checksum of the ${f.what} is wrong, so ${f.node} drops it.`,
  martian: (f) => `The source address cannot have come this way, so ${f.node} drops the ${f.what}.`,
  'no-port': (f) =>
    f.peer
      ? `${f.node} has no connection with ${f.peer} at its port ${f.port}, so the ${f.what} finds nobody.`
      : `No program on ${f.node} listens on ${f.port === undefined ? 'that port' : `port ${f.port}`}, so the ${f.what} finds nobody.`,
  'no-protocol': (f) => `${f.node} has nobody for this IP protocol, so the packet ends here.`,
  'nat-exhausted': (f) =>
    `No free source is left for this destination, so ${f.node} drops the ${f.what}: it must not share another connection's answers.`,
  'table-full': (f) =>
    `The conntrack table of ${f.node} is full and nothing could be pushed out, so the ${f.what} is dropped.`,
  'too-big': (f) =>
    f.size && f.mtu
      ? `The ${f.what} is ${f.size} bytes, the way on carries ${f.mtu}, and it must not be cut (DF): ${f.node} drops it and tells its sender.`
      : `The ${f.what} is larger than the way on carries and must not be cut (DF), so ${f.node} drops it and tells its sender.`,
  'invalid-ct': (f) => `Conntrack cannot place the ${f.what}, so ${f.node} drops it.`,
  'socket-closed': (f) => `The program on ${f.node} that this ${f.what} was for has closed already.`,
  unwanted: (f) => `${f.node} was not waiting for this ${f.what}, so it ignores it.`,
  clash: (f) => `Another packet has just claimed the same mapping, so ${f.node} drops this ${f.what}.`,
}

const chain = (f: DropFacts): string => (f.table ? `${f.table}/${f.chain ?? ''}` : 'the chain').replace(/\/$/, '')
