/** `conntrack -I` and `-A`: an entry that no packet began (`ctnetlink_create_conntrack`). */
import { PROTO } from '../../packet/protocol'
import { SECOND } from '../../model/time'
import type { Conntrack } from '../conntrack/conntrack'
import { hasPorts, invert, type Key, KIND, newKey, PARTS, DST, SRC, ZONE } from '../conntrack/tuple'
import { kill } from '../conntrack/lifetime'
import { IPS } from '../conntrack/status'
import { S } from '../conntrack/tcp-table'
import { F } from '../conntrack/tcp-window'
import { lookUp } from '../conntrack/track'
import { setupNat } from '../nat/setup'
import { CTINFO, type Skb, SUM } from '../skb'
import { ConntrackFault, secondsOf, type ConntrackAsked } from './conntrack-words'

/** The kernel took the words and will not do it: said without a hint, exit code 1. */
export class Refusal extends Error {}

/** Throws Refusal, when there is one already with EXISTS. */
export function create(ct: Conntrack, asked: ConntrackAsked): void {
  const { table, env, notes } = ct
  const [original, reply] = tuples(asked)
  if (lookUp(ct, original) !== 0 || lookUp(ct, reply) !== 0) throw new Refusal(EXISTS)
  if ((asked.status?.set ?? 0) & IPS.EXPECTED) throw new Refusal('Device or resource busy')
  const h = table.allocate(original, reply)
  if (ct.settings.acct) table.extras.beginCounting(h)
  if (ct.settings.timestamp) table.extras.setStart(h, env.now())
  const carrier = { ...NOBODY, ct: h }
  notes?.begin(h)
  notes?.sayNew(h, carrier)
  bind(ct, carrier, asked)
  table.readTuple(reply, 2 * h + 1)
  if (lookUp(ct, reply) !== 0) {
    kill(ct, h, 'clash')
    throw new Refusal(EXISTS)
  }
  if (asked.state !== null) setState(ct, h, asked.state)
  if (asked.mark) table.extras.setMark(h, asked.mark.value)
  table.setExpires(h, env.now() + secondsOf(asked) * SECOND)
  table.addStatus(h, IPS.CONFIRMED | ((asked.status?.set ?? 0) & ~UNCHANGEABLE))
  table.insert(h)
  ct.stats.insert++
  ct.events?.say('NEW', h)
}

/** Nobody knows its windows: the program asks that they not be looked at, and that what is over may begin again. */
export function setState({ table }: Conntrack, h: number, state: number): void {
  table.setTcpState(h, state)
  const flags = F.BE_LIBERAL | F.SACK_PERMITTED | (state >= S.TIME_WAIT ? F.CLOSE_INIT : 0)
  for (const dir of [0, 1]) table.setFlags(h, dir, table.flags(h, dir) | flags)
}

/** Bits that nobody sets from outside (`IPS_UNCHANGEABLE_MASK`); asking for them is no mistake. */
export const UNCHANGEABLE = IPS.OFFLOAD | IPS.HW_OFFLOAD

export const INVALID = 'invalid parameters'
export const EXISTS = 'Such conntrack exists, try -U to update'

/** Stands where a packet would. */
const NOBODY: Skb = {
  id: 0,
  bytes: new Uint8Array(20),
  in: null,
  out: null,
  mark: 0,
  ct: 0,
  ctinfo: CTINFO.NEW,
  template: 0,
  gathered: null,
  options: null,
  sum: SUM.UNKNOWN,
  hop: 0,
  echo: false,
  ignoresDf: false,
  socket: 0,
}

/** A translation of one end binds the other one, too, to itself. */
function bind(ct: Conntrack, carrier: Skb, { nat, natPorts }: ConntrackAsked): void {
  if (!('src-nat' in nat) && !('dst-nat' in nat)) return
  for (const [manip, name] of [
    ['dst', 'dst-nat'],
    ['src', 'src-nat'],
  ] as const) {
    const to = nat[name]
    const port = natPorts[name]
    const addresses = to === null || to === undefined ? null : { from: to, to }
    const ports = port === undefined ? null : { from: port, to: port }
    setupNat(ct, carrier, manip === 'dst' ? 'PREROUTING' : 'POSTROUTING', { addresses, ports }, manip, null, null)
  }
}

/** Either direction says what the other is, unless both are told. */
function tuples(asked: ConntrackAsked): [original: Key, reply: Key] {
  const { addresses: a, ports: p, icmp } = asked
  const proto = asked.proto ?? 0
  const original = newKey()
  const reply = newKey()
  // Half of a direction is none.
  if (!a['reply-src'] !== !a['reply-dst']) throw new Refusal(INVALID)
  const back = a['reply-src'] && a['reply-dst'] ? { src: a['reply-src'].address, dst: a['reply-dst'].address } : null
  original[KIND] = reply[KIND] = proto
  original[SRC] = a.src?.address ?? back?.dst ?? 0
  original[DST] = a.dst?.address ?? back?.src ?? 0
  if (hasPorts(proto))
    original[PARTS] = (((p.sport ?? p['reply-dport'] ?? 0) << 16) | (p.dport ?? p['reply-sport'] ?? 0)) >>> 0
  if (proto === PROTO.ICMP)
    original[PARTS] = (((icmp.id ?? 0) << 16) | ((icmp.type ?? 0) << 8) | (icmp.code ?? 0)) >>> 0
  original[ZONE] = asked.zone ?? asked.origZone ?? 0
  if (!invert(reply, original)) throw new Refusal(INVALID)
  reply[ZONE] = asked.zone ?? asked.replyZone ?? 0
  if (back) {
    const told = p['reply-sport'] !== undefined && p['reply-dport'] !== undefined
    if (hasPorts(proto) && a.src && a.dst && !told) throw new Refusal(INVALID)
    reply[SRC] = back.src
    reply[DST] = back.dst
  }
  if (hasPorts(proto) && p['reply-sport'] !== undefined && p['reply-dport'] !== undefined)
    reply[PARTS] = ((p['reply-sport'] << 16) | p['reply-dport']) >>> 0
  return [original, reply]
}

/** What a command that means one entry cannot do without. Throws ConntrackFault. */
export function checkComplete({ proto, addresses: a, ports: p, icmp, state, verb }: ConntrackAsked): void {
  if (!(a.src && a.dst) && !(a['reply-src'] && a['reply-dst'])) {
    const way = a['reply-src'] || a['reply-dst'] ? 'reply-' : ''
    throw new ConntrackFault(`you have to specify \`--${way}src' and \`--${way}dst'`)
  }
  const makes = verb === 'I' || verb === 'A'
  if (proto !== null && hasPorts(proto)) {
    const there = p.sport !== undefined && p.dport !== undefined
    if (!there && (p['reply-sport'] === undefined || p['reply-dport'] === undefined))
      throw new ConntrackFault("you have to specify `--sport' and `--dport'")
  }
  if (makes && proto === PROTO.TCP && state === null) throw new ConntrackFault(needed('state'))
  if (makes && proto === PROTO.SCTP) throw new ConntrackFault(needed('orig-vtag'))
  if (proto === PROTO.GRE) throw new ConntrackFault("you have to specify `--srckey' and `--dstkey'")
  if (proto === PROTO.ICMP)
    for (const name of ['type', 'code', 'id'] as const)
      if (icmp[name] === undefined) throw new ConntrackFault(needed(`icmp-${name}`))
}

const needed = (option: string): string => `You need to supply the \`--${option}' option for this command`
