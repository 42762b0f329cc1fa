/** Conntrack: lookups, and an entry from its making to its end. */
import type { Entry } from '../model/conntrack'
import type { EventOf } from '../model/trace'
import { TCP_CAPS } from '../model/tcp'
import { SECOND } from '../model/time'
import { entry, nodeName, type Context, type Explanation } from './context'
import { duration } from './duration'
import { oftenUnknown } from './often'
import { say } from './text/en'
import { arrow } from './tuple'

const { conntrack: ct, names, notes } = say

export function lookup(event: EventOf<'ct-lookup'>, ctx: Context): Explanation {
  const tuple = arrow(event.tuple)
  const known = event.entry === null ? undefined : names.entry(event.entry)
  const source = 'resolve_normal_ct'
  switch (event.state) {
    case 'UNTRACKED':
      return { sentence: ct.lookup.untracked, source: 'nf_conntrack_in' }
    case 'INVALID': {
      const why = event.why ? (ct.why[event.why] ?? ct.whyUnknown(event.why)) : ct.whyNone
      return {
        sentence: known ? ct.lookup.invalidKnown(why, known) : ct.lookup.invalid(why),
        source: 'nf_conntrack_in',
        often: notes.invalid,
      }
    }
    case 'RELATED':
      return { sentence: ct.lookup.related(known), source: 'nf_conntrack_inet_error · RFC 5508 §4' }
    case 'NEW':
      if (!known)
        return {
          sentence: ct.lookup.new(tuple, nodeName(ctx, event.node)),
          source,
          often: oftenUnknown(event, ctx),
        }
      return { sentence: ct.lookup.newAgain(tuple, known), source }
    case 'ESTABLISHED':
      if (!known) return { sentence: ct.lookup.none(tuple), source }
      return {
        sentence: event.direction === 'reply' ? ct.lookup.reply(tuple, known) : ct.lookup.original(tuple, known),
        source,
      }
  }
}

export function created({ entry: e }: EventOf<'ct-new'>): Explanation {
  const name = names.entry(e.id)
  const sentence =
    e.master === undefined
      ? ct.made(name, arrow(e.original), arrow(e.reply))
      : ct.madeExpected(name, arrow(e.original), names.entry(e.master))
  return {
    sentence,
    source: 'init_conntrack',
    ...(e.id === 1 && { often: notes.memory }),
    ...(e.id === 2 && { often: notes.max }),
  }
}

export function confirmed(event: EventOf<'ct-confirm'>): Explanation {
  return {
    sentence: ct.confirmed(names.entry(event.entry), duration(event.expires - event.t)),
    source: '__nf_conntrack_confirm',
  }
}

export function changed(event: EventOf<'ct-change'>, ctx: Context): Explanation {
  const was = ctx.before.nodes[event.node]?.conntrack.get(event.entry)
  const now = entry(ctx, event.node, event.entry)
  const name = names.entry(event.entry)
  if (!now) return { sentence: ct.changed(name) }
  return tcpChange(was, now) ?? flagChange(was, now) ?? timerChange(event.t, was, now)
}

function tcpChange(was: Entry | undefined, now: Entry): Explanation | undefined {
  if (!now.tcp || now.tcp === was?.tcp) return undefined
  const also =
    (now.assured && !was?.assured ? ct.tcpAlso.assured : '') +
    (now.seenReply && !was?.seenReply ? ct.tcpAlso.reply : '')
  return {
    sentence: ct.tcp(names.entry(now.id), was?.tcp, now.tcp, duration(now.timeout)) + also,
    source: 'nf_conntrack_tcp_packet · RFC 9293 §3.3.2',
    often: { SYN_RECV: notes.synRecv, ESTABLISHED: notes.established, FIN_WAIT: notes.fin }[now.tcp as string],
  }
}

function flagChange(was: Entry | undefined, now: Entry): Explanation | undefined {
  const name = names.entry(now.id)
  const timeout = duration(now.timeout)
  const udp = now.original.proto === 17
  const source = trackers[now.original.proto] ?? '__nf_ct_refresh_acct'
  if (now.assured && !was?.assured)
    return udp
      ? { sentence: ct.udpStream(name, timeout), source, often: notes.udp }
      : { sentence: ct.assured(name), source }
  if (now.seenReply && !was?.seenReply)
    return udp
      ? { sentence: ct.udpReplied(name, timeout), source, often: notes.udp }
      : { sentence: ct.replied(name, timeout), source }
  if (now.mark !== was?.mark) return { sentence: ct.marked(name, `0x${now.mark.toString(16)}`), source: 'CONNMARK' }
  if (was && arrow(now.reply) !== arrow(was.reply))
    return { sentence: ct.mapped(name, arrow(now.reply)), source: 'nf_nat_setup_info' }
  return undefined
}

const trackers: Record<number, string> = {
  1: 'nf_conntrack_icmp_packet',
  6: 'nf_conntrack_tcp_packet',
  17: 'nf_conntrack_udp_packet',
}

function timerChange(t: number, was: Entry | undefined, now: Entry): Explanation {
  const name = names.entry(now.id)
  const left = now.expires === null ? now.timeout : now.expires - t
  const source = '__nf_ct_refresh_acct'
  // A packet never leaves less time than was left before, but for a RST or unacknowledged data.
  if (was?.expires && now.expires !== null && now.expires < was.expires - SECOND) {
    if (now.tcp && now.timeout === TCP_CAPS.unacknowledged * SECOND)
      return { sentence: ct.unacknowledged(name, duration(left)), source: 'nf_conntrack_tcp_packet' }
    return { sentence: ct.shortened(name, duration(left)), source }
  }
  return { sentence: ct.refreshed(name, duration(left)), source }
}

const ENDERS: Record<EventOf<'ct-end'>['why'], string> = {
  timeout: 'nf_ct_gc_expired, gc_worker',
  reopened: 'nf_conntrack_tcp_packet',
  'never-confirmed': 'nf_conntrack_destroy',
  deleted: 'nf_ct_delete',
  clash: 'nf_ct_resolve_clash',
  'early-drop': 'early_drop',
}

export function ended(event: EventOf<'ct-end'>, ctx: Context): Explanation {
  const e = entry(ctx, event.node, event.entry)
  const name = names.entry(event.entry)
  const sentence =
    event.why === 'timeout'
      ? ct.ended.timeout(name, e ? arrow(e.original) : '', duration(e?.timeout ?? 0))
      : event.why === 'deleted' && event.pkt !== undefined
        ? ct.ended.refused(name)
        : ct.ended[event.why](name)
  return { sentence, source: ENDERS[event.why], ...(event.why === 'early-drop' && { often: notes.earlyDrop }) }
}
