/** `conntrack` of conntrack-tools 1.4.7: entries listed, looked up, changed, deleted and counted. */
import { mask } from '../../packet/address'
import { PROTO } from '../../packet/protocol'
import { SECOND } from '../../model/time'
import type { Conntrack } from '../conntrack/conntrack'
import { kill, refresh } from '../conntrack/lifetime'
import { line } from '../conntrack/list'
import { IPS } from '../conntrack/status'
import type { Machine } from '../machine'
import { checkComplete, create, EXISTS, Refusal, setState } from './conntrack-create'
import { ConntrackFault, NO_LABELS, readConntrack, secondsOf, type Cidr, type ConntrackAsked } from './conntrack-words'
import { saved } from './conntrack-save'
import { flow, XML_END, XML_HEAD } from './conntrack-xml'
import { rowOf, rows, type EntryRow } from './entry-row'
import { failed, printed, type Output } from './output'

const VERSION = 'conntrack v1.4.7 (conntrack-tools)'

export function conntrack(machine: Machine, words: readonly string[]): Output {
  try {
    return carryOut(machine.conntrack, readConntrack(words))
  } catch (error) {
    if (error instanceof Refusal) return failed(1, `${VERSION}: Operation failed: ${error.message}`)
    if (!(error instanceof ConntrackFault)) throw error
    return failed(
      2,
      ...error.before,
      `${VERSION}: ${error.message}`,
      "Try `conntrack -h' or 'conntrack --help' for more information.",
    )
  }
}

function carryOut(ct: Conntrack, asked: ConntrackAsked): Output {
  switch (asked.verb) {
    case 'V':
      return printed([VERSION])
    case 'C':
      return printed([asked.table === 'expect' ? '0' : String(ct.count)])
    case 'S':
      return printed([statistics(ct, asked.table)])
    case 'F':
      if (asked.table !== 'expect') ct.flush()
      return told([], `${asked.table === 'expect' ? 'expectation' : 'connection tracking'} table has been emptied.`)
    case 'E':
      return told([], '0 flow events have been shown.')
    case 'L':
      return list(ct, asked)
    case 'D':
      return remove(ct, asked)
    case 'G':
      return get(ct, asked)
    case 'U':
      return update(ct, asked)
    case 'I':
      checkComplete(asked)
      create(ct, asked)
      return told([], '1 flow entries have been created.')
    case 'A':
      return add(ct, asked)
  }
}

const told = (stdout: string[], message: string, code = 0): Output => ({
  stdout,
  stderr: [`${VERSION}: ${message}`],
  code,
})

/** As `-I`, but what is there already is no mistake. */
function add(ct: Conntrack, asked: ConntrackAsked): Output {
  checkComplete(asked)
  try {
    create(ct, asked)
    return told([], '1 flow entries have been added.')
  } catch (error) {
    if (!(error instanceof Refusal) || error.message !== EXISTS) throw error
    return told([], '0 flow entries have been added.')
  }
}

function statistics(ct: Conntrack, table: string): string {
  const names =
    table === 'expect'
      ? ['expect_new', 'expect_create', 'expect_delete']
      : 'found invalid insert insert_failed drop early_drop error search_restart clash_resolve chaintoolong'.split(' ')
  const counted = ct.statistics()
  return `cpu=0   \t${names.map((name) => `${name}=${counted[name] ?? 0} `).join('')}`
}

function list(ct: Conntrack, asked: ConntrackAsked): Output {
  if (asked.table === 'expect') return told([], '0 expectations have been shown.')
  if (asked.status?.unsetAll) throw new Refusal('invalid parameters')
  const found = asked.table === 'conntrack' ? matching(ct, asked) : []
  const lines = found.map((row) => shown(ct, row, asked))
  const inXml = asked.output.has('xml') && lines.length > 0
  const said = told(inXml ? [...XML_HEAD, ...lines, XML_END] : lines, `${found.length} flow entries have been shown.`)
  return asked.output.has('labels') ? { ...said, stderr: [NO_LABELS, ...said.stderr] } : said
}

function remove(ct: Conntrack, asked: ConntrackAsked): Output {
  const going = matching(ct, asked)
  const lines = going.map((row) => shown(ct, row, asked))
  for (const { h } of going) kill(ct, h, 'deleted')
  return told(lines, `${going.length} flow entries have been deleted.`, going.length > 0 ? 0 : 1)
}

function get(ct: Conntrack, asked: ConntrackAsked): Output {
  checkComplete(asked)
  const [found] = matching(ct, asked)
  if (found === undefined) return told([], "Operation failed: such conntrack doesn't exist", 1)
  return told([inUse(shown(ct, found, asked))], '1 flow entries have been shown.')
}

/** What is set has to be told from what is looked for: mark, timeout, status and state are set. */
function update(ct: Conntrack, asked: ConntrackAsked): Output {
  const { mark, status, state, given } = asked
  const found = matching(ct, { ...asked, mark: null, status: null, state: null })
  const sets = mark !== null || status !== null || state !== null || given.has('timeout')
  if (!sets) return told([], '0 flow entries have been updated.', 1)
  if (found.length > 0 && Object.keys(asked.addresses).length === 0) {
    const why = 'Operation failed: Operation not supported'
    return failed(1, why, `${VERSION}: ${why}`)
  }
  /** The program finds an entry in any zone, and then asks the kernel for one in none. */
  const missed: string[] = []
  const lines = found.flatMap((row) => {
    const { h } = row
    const marked = mark ? ((row.mark & ~mark.mask) | (mark.value & mark.mask)) >>> 0 : row.mark
    const flagged = row.status | (status?.set ?? 0)
    const same = marked === row.mark && flagged === row.status && (state ?? row.state) === row.state
    if (same && !given.has('timeout')) return []
    if (row.zone !== 0) {
      missed.push('Operation failed: No such file or directory')
      return []
    }
    const was = ct.notes?.change(h)
    ct.table.extras.setMark(h, marked)
    ct.table.addStatus(h, flagged)
    if (state !== null) setState(ct, h, state)
    if (given.has('timeout')) refresh(ct, h, secondsOf(asked) * SECOND)
    if (was) ct.notes?.sayChange(h, was)
    ct.events?.say('UPDATE', h)
    return [inUse(shown(ct, rowOf(ct, h), asked))]
  })
  const said = told(lines, `${lines.length} flow entries have been updated.`, lines.length > 0 ? 0 : 1)
  return { ...said, stderr: [...missed, ...said.stderr] }
}

/** An entry that is looked up by itself is held while it is shown. */
const inUse = (text: string): string => text.replace(/ use=\d+/, ' use=2')

function shown(ct: Conntrack, row: EntryRow, { output }: ConntrackAsked): string {
  if (output.has('save')) return saved(row)
  if (output.has('xml')) return flow(row)
  const family = output.has('extended') ? 'ipv4     2 ' : ''
  return `${family}${line(ct, row.h)}${output.has('id') ? ` id=${row.h}` : ''}`
}

/** `/proc/net/nf_conntrack`. */
export const procConntrack = (ct: Conntrack): string[] =>
  rows(ct).map(({ h, zone }) => `ipv4     2 ${line(ct, h)}`.replace(/(?: zone=\d+)? use=\d+/, ` zone=${zone} use=2`))

/** `/proc/net/stat/nf_conntrack`: in hexadecimal, and some columns that nothing counts any more. */
export function procStatistics(ct: Conntrack): string[] {
  const s = ct.stats
  const words = [
    ct.count,
    s.clash_resolve,
    s.found,
    0,
    s.invalid,
    0,
    0,
    s.chaintoolong,
    s.insert,
    s.insert_failed,
    s.drop,
  ]
  words.push(s.early_drop, s.error, 0, 0, 0, s.search_restart)
  const [entries, ...rest] = words.map((n) => n.toString(16).padStart(8, '0'))
  return [
    'entries  clashres found new invalid ignore delete chainlength insert insert_failed drop early_drop icmp_error  expect_new expect_create expect_delete search_restart',
    `${entries}  ${rest.slice(0, 12).join(' ')}  ${rest.slice(12).join(' ')}`,
  ]
}

const matching = (ct: Conntrack, asked: ConntrackAsked): EntryRow[] =>
  asked.ipv4 ? rows(ct).filter((row) => fits(row, asked)) : []

const inside = (of: Cidr | undefined, address: number): boolean =>
  of === undefined || ((address ^ of.address) & mask(of.bits)) === 0
const is = (wanted: number | undefined, value: number): boolean => wanted === undefined || wanted === value

function fits(
  { proto, status, mark, zone, origZone, replyZone, state, original, reply }: EntryRow,
  asked: ConntrackAsked,
): boolean {
  if (asked.proto !== null && asked.proto !== 0 && asked.proto !== proto) return false
  if (asked.zone !== null && asked.zone !== zone) return false
  if (!is(asked.origZone ?? undefined, origZone) || !is(asked.replyZone ?? undefined, replyZone)) return false
  const { addresses: a, ports: p, icmp, nat } = asked
  if (!inside(a.src, original.src) || !inside(a.dst, original.dst)) return false
  if (!inside(a['reply-src'], reply.src) || !inside(a['reply-dst'], reply.dst)) return false
  if (!is(p.sport, original.sport) || !is(p.dport, original.dport)) return false
  if (!is(p['reply-sport'], reply.sport) || !is(p['reply-dport'], reply.dport)) return false
  if (!is(icmp.type, original.type) || !is(icmp.code, original.code) || !is(icmp.id, original.id)) return false
  if (asked.state !== null && (proto !== PROTO.TCP || state !== asked.state)) return false
  if (asked.mark && (mark & asked.mark.mask) >>> 0 !== asked.mark.value) return false
  if (asked.status && ((status & asked.status.set) !== asked.status.set || status & asked.status.unset)) return false

  // Without an address the ports count too: those of an ICMP query never agree, its type and code being one of them.
  const [o, r] = [original, reply]
  const srcNat = (to: number | null | undefined): boolean =>
    (status & IPS.SRC_NAT_DONE) !== 0 &&
    (to === null ? r.dst !== o.src || r.dport !== o.sport : r.dst !== o.src && r.dst === to)
  const dstNat = (to: number | null | undefined): boolean =>
    (status & IPS.DST_NAT_DONE) !== 0 &&
    (to === null ? r.src !== o.dst || r.sport !== o.dport : r.src !== o.dst && r.src === to)
  if ('src-nat' in nat && !srcNat(nat['src-nat'])) return false
  if ('dst-nat' in nat && !dstNat(nat['dst-nat'])) return false
  return !('any-nat' in nat) || srcNat(nat['any-nat']) || dstNat(nat['any-nat'])
}
