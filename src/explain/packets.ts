/** Packets: made, arriving, at a hook, on a wire, delivered. */
import type { EventOf, Hook } from '../model/trace'
import { broadcast, parseAddress, parsePrefix } from '../packet/address'
import { nodeName, ownerName, packet, type Context, type Explanation } from './context'
import { duration } from './duration'
import { oftenDropped, oftenForwarded, oftenSent } from './often'
import type { PacketSpec } from '../packet/spec'
import { say } from './text/en'
import { endpoint } from './tuple'
import { errorWord, purposeOf, read, readPacket, word, wordOf } from './words'

const { packets, names, notes } = say

export function made(event: EventOf<'packet'>, ctx: Context): Explanation {
  const p = read(event.bytes)
  const node = nodeName(ctx, event.node)
  const what = word(p)
  if (!p) return { sentence: names.start(packets.byHand(what, node, '?', '?')) }
  const from = endpoint(p.src, p.sport)
  const to = endpoint(p.dst, p.dport)
  if (event.by === 'person')
    return { sentence: names.start(packets.byHand(what, node, from, to)), source: 'raw_sendmsg' }
  const receiver = names.owned(p.dst, ownerName(ctx, p.dst))
  if (p.inner) {
    const sentence = packets.errorMade(errorWord(p), node, receiver, word(p.inner))
    const often = p.type === 3 && p.code === 4 ? notes.fragNeeded : undefined
    return { sentence: names.start(sentence), source: '__icmp_send · RFC 1812 §4.3', often }
  }
  const source = makers(what, event.by === 'kernel')
  const about = event.about === undefined ? null : readPacket(ctx, event.about)
  if (about && event.by === 'kernel' && about.src === p.src) {
    if (p.frag)
      return { sentence: names.start(packets.piece(word(about), node)), source: 'ip_do_fragment · RFC 791 §3.2' }
    return isForAll(p.dst, event, ctx)
      ? { sentence: names.start(packets.copied(what, node)), source: 'dev_queue_xmit' }
      : { sentence: names.start(packets.teed(what, node)), source: 'nf_dup_ipv4' }
  }
  if (event.about !== undefined && event.by === 'kernel')
    return { sentence: names.start(packets.answered(what, node, receiver, purposeOf(p))), source }
  if (sentBefore(p, event, ctx))
    return { sentence: names.start(packets.again(what, node, receiver)), source: 'tcp_retransmit_skb · RFC 6298 §5' }
  return { sentence: names.start(packets.made(what, node, from, to, purposeOf(p))), source }
}

function isForAll(dst: string, { node }: EventOf<'packet'>, { scenario }: Context): boolean {
  const interfaces = scenario.nodes.find(({ id }) => id === node)?.interfaces ?? []
  const prefixes = interfaces.flatMap(({ addresses }) => addresses.map(parsePrefix))
  return [0xffffffff, ...prefixes.map((prefix) => prefix && broadcast(prefix))].includes(parseAddress(dst))
}

/** A TCP segment that takes room in the sequence (RFC 9293 §3.4) and was sent with the same number before. */
function sentBefore(p: PacketSpec, event: EventOf<'packet'>, ctx: Context): boolean {
  if (p.proto !== 'tcp' || !(p.payload || /[SF]/.test(p.flags ?? ''))) return false
  for (const { born, bytes } of ctx.before.packets.values()) {
    const old = born.node === event.node ? read(bytes) : null
    if (old && sameSegment(old, p)) return true
  }
  return false
}

/** NAT may have rewritten one end of the older one since; the other, and the numbers, tell enough. */
const sameSegment = (a: PacketSpec, b: PacketSpec): boolean =>
  a.seq === b.seq &&
  a.flags === b.flags &&
  a.payload === b.payload &&
  ((a.dst === b.dst && a.dport === b.dport) || (a.src === b.src && a.sport === b.sport))

function makers(what: string, kernel: boolean): string {
  const { words } = packets
  if (what === words.syn) return 'tcp_connect · RFC 9293 §3.5'
  if (what === words.synAck) return 'tcp_v4_send_synack · RFC 9293 §3.5'
  if (what === words.ack) return 'tcp_send_ack · RFC 9293 §3.4'
  if (what === words.fin) return 'tcp_send_fin · RFC 9293 §3.6'
  if (what === words.rst)
    return kernel ? 'nf_send_reset, tcp_v4_send_reset · RFC 9293 §3.5.2' : 'tcp_send_active_reset · RFC 9293 §3.6'
  if (what === words.echoReply) return 'icmp_echo · RFC 792'
  if (what === words.echoRequest) return 'raw_sendmsg · RFC 792'
  if (what.startsWith('TCP')) return '__tcp_transmit_skb · RFC 9293 §3.8'
  return 'udp_sendmsg · RFC 768'
}

export const entered = (event: EventOf<'enter'>, ctx: Context): Explanation => ({
  sentence: packets.enter(wordOf(ctx, event.pkt), nodeName(ctx, event.node), event.iface),
  source: 'ip_rcv · RFC 1812 §4.2.2',
})

const AT_HOOK: Record<Hook, string> = {
  PREROUTING: 'ip_rcv · NF_INET_PRE_ROUTING',
  INPUT: 'ip_local_deliver · NF_INET_LOCAL_IN',
  FORWARD: 'ip_forward · NF_INET_FORWARD',
  OUTPUT: '__ip_local_out · NF_INET_LOCAL_OUT',
  POSTROUTING: 'ip_output · NF_INET_POST_ROUTING',
}

export function hook(event: EventOf<'hook'>, ctx: Context): Explanation {
  const node = nodeName(ctx, event.node)
  const source = AT_HOOK[event.hook]
  // Ends of a conversation have hooks too, but nobody hung anything on them.
  if (!ctx.after.nodes[event.node]?.rules && (event.hook === 'PREROUTING' || event.hook === 'POSTROUTING'))
    return { sentence: packets.noRules(event.hook, node), source }
  return {
    sentence: packets.hook(event.hook, { node, in: event.in, out: event.out }),
    source,
    often: event.hook === 'FORWARD' ? oftenForwarded(event, ctx) : undefined,
  }
}

export function wire(event: EventOf<'wire'>, ctx: Context): Explanation {
  const p = readPacket(ctx, event.pkt)
  const node = nodeName(ctx, event.from.node)
  const { iface } = event.from
  const source = 'ip_finish_output2'
  if (!event.to) return { sentence: packets.wireNobody(word(p), node, iface, p?.dst ?? '?'), source }
  if (event.to.node === event.from.node) return { sentence: packets.loop(word(p), node), source: 'dev_queue_xmit' }
  const after = duration(event.arrives - event.departs)
  const sentence = packets.wire(word(p), node, iface, nodeName(ctx, event.to.node), after)
  return { sentence, source, often: oftenSent(event, ctx) }
}

const RECEIVERS = { tcp: 'tcp_v4_rcv', udp: 'udp_rcv', icmp: 'icmp_rcv', raw: 'raw_local_deliver' } as const

export function delivered(event: EventOf<'deliver'>, ctx: Context): Explanation {
  const p = readPacket(ctx, event.pkt)
  const node = nodeName(ctx, event.node)
  const source = RECEIVERS[event.to]
  const { deliver } = packets
  if (event.to === 'udp') return { sentence: names.start(deliver.udp(word(p), node, p?.dport)), source }
  if (event.to === 'raw' && p && (p.frag || p.mf))
    return { sentence: names.start(deliver.piece(node)), source: 'ip_frag_queue · RFC 791 §3.2' }
  if (event.to !== 'tcp') return { sentence: names.start(deliver[event.to](word(p), node)), source }
  const socket = event.socket === undefined ? undefined : ctx.after.nodes[event.node]?.sockets.get(event.socket)
  const connection = !p
    ? undefined
    : socket
      ? packets.socketOf(endpoint(p.dst, p.dport))
      : event.socket !== undefined && p.dport !== undefined
        ? packets.listener(p.dport)
        : undefined
  return { sentence: names.start(deliver.tcp(word(p), node, connection)), source }
}

export function dropped(event: EventOf<'drop'>, ctx: Context): Explanation {
  const p = readPacket(ctx, event.pkt)
  const table = event.rule?.table ?? event.table
  const place = packet(ctx, event.pkt)?.place
  const facts = {
    node: nodeName(ctx, event.node),
    what: word(p),
    dst: p?.dst ?? '?',
    port: p?.dport,
    rule: event.rule && names.rule(event.rule.table, event.rule.chain, event.rule.rule),
    table,
    chain: event.rule?.chain ?? event.hook ?? (place?.at === 'dropped' ? place.hook : undefined),
    // A SYN looks for a listener, any other segment for its connection.
    peer: p?.proto === 'tcp' && p.flags !== 'S' ? endpoint(p.src, p.sport) : undefined,
    size: packet(ctx, event.pkt)?.bytes.length,
    mtu: event.mtu,
  }
  const often = oftenDropped(event, p)
  return { sentence: names.start(say.drops[event.reason](facts)), source: DROPPERS[event.reason], often }
}

const DROPPERS: Record<EventOf<'drop'>['reason'], string> = {
  rule: 'nf_hook_slow · NF_DROP',
  policy: 'nf_hook_slow · NF_DROP',
  reject: 'nf_send_unreach, nf_send_reset',
  'no-route': 'ip_error · RFC 1812 §5.2.7.1',
  blackhole: 'ip_route_input_slow · RTN_BLACKHOLE',
  prohibited: 'ip_error · RTN_PROHIBIT',
  ttl: 'ip_forward · RFC 1812 §5.3.1',
  'not-forwarding': 'ip_error · RFC 1122 §3.3.1',
  'not-for-us': 'ip_error · RFC 1122 §3.2.1.3',
  'no-neighbour': 'neigh_resolve_output · RFC 826',
  'lost-private': 'RFC 1918 §3',
  'lost-nobody': 'RFC 1812 §5.2.7.1',
  'bad-header': 'ip_rcv_core · RFC 1122 §3.2.1',
  'bad-checksum': 'ip_rcv_core · RFC 1122 §3.2.1.2',
  martian: 'fib_validate_source · RFC 1812 §5.3.8',
  'no-port': 'tcp_v4_rcv, udp_rcv · RFC 1122 §3.2.2.1',
  'no-protocol': 'ip_protocol_deliver_rcu · RFC 1122 §3.2.2.1',
  'nat-exhausted': '__nf_conntrack_confirm · RFC 3022 §2.2',
  'table-full': 'init_conntrack',
  'too-big': 'ip_forward · RFC 1191 §4',
  'invalid-ct': 'nf_conntrack_in',
  'socket-closed': 'tcp_rcv_state_process',
  unwanted: 'icmp_rcv · RFC 1122 §3.2.2',
  clash: 'nf_ct_resolve_clash',
}
