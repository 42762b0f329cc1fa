/** `conntrack` of conntrack-tools 1.4.7: entries listed, looked up, changed, deleted and counted. */
import { SECOND } from '../../model/time'
import type { Conntrack } from '../conntrack/conntrack'
import { isOver } from '../conntrack/lifetime'
import { kill, refresh } from '../conntrack/lifetime'
import { line } from '../conntrack/list'
import type { Machine } from '../machine'
import { asProgram, events } from './conntrack-events'
import { checkComplete, create, EXISTS, INVALID, Refusal, setState, UNCHANGEABLE } from './conntrack-create'
import { fits, hasId } from './conntrack-fits'
import { ConntrackFault, NO_LABELS, readConntrack, secondsOf, type ConntrackAsked, type Verb } from './conntrack-words'
import { saved } from './conntrack-save'
import { flow, XML_END, XML_HEAD } from './conntrack-xml'
import { idOf, kernelTimes, rowOf, rows, type EntryRow } from './entry-row'
import { failed, printed, type Output } from './output'
import type { Running } from './running'

const VERSION = 'conntrack v1.4.7 (conntrack-tools)'

export function conntrack(machine: Machine, words: readonly string[]): Output | Running {
  const said: string[] = []
  try {
    const asked = readConntrack(words, said)
    const { verb } = asked
    if (verb === 'E') return events(machine.conntrack, asked, VERSION)
    const done = asProgram(machine.conntrack, () => carryOut(machine.conntrack, asked, verb))
    return { ...done, stderr: [...said, ...done.stderr] }
  } catch (error) {
    if (error instanceof Refusal) return failed(1, ...said, `${VERSION}: Operation failed: ${error.message}`)
    if (!(error instanceof ConntrackFault)) throw error
    return failed(
      2,
      ...said,
      `${VERSION}: ${error.message}`,
      "Try `conntrack -h' or 'conntrack --help' for more information.",
    )
  }
}

function carryOut(ct: Conntrack, asked: ConntrackAsked, verb: Exclude<Verb, 'E'>): Output {
  switch (verb) {
    case 'V':
      return printed([VERSION])
    case 'C':
      return printed([asked.table === 'expect' ? '0' : String(ct.count)])
    case 'S':
      return printed([statistics(ct, asked.table)])
    case 'F':
      if (asked.table !== 'expect') ct.flush()
      return told([], `${asked.table === 'expect' ? 'expectation' : 'connection tracking'} table has been emptied.`)
    case 'L':
      return list(ct, asked)
    case 'D':
      return remove(ct, asked)
    case 'G':
      return get(ct, asked)
    case 'U':
      return update(ct, asked)
    case 'I':
      if (asked.table === 'expect') throw new Refusal(INVALID)
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
    if (!(error instanceof Refusal)) throw error
    // What the kernel's error number says, where `-I` has words of its own.
    if (error.message !== EXISTS) throw error.message === INVALID ? new Refusal('Invalid argument') : error
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
  if (asked.status && !asked.status.set && !asked.status.unset) throw new Refusal(INVALID)
  const found = asked.table === 'conntrack' ? matching(ct, asked) : []
  const lines = found.map((row) => shown(ct, row, asked))
  const inXml = asked.output.has('xml') && lines.length > 0
  const said = told(inXml ? [...XML_HEAD, ...lines, XML_END] : lines, `${found.length} flow entries have been shown.`)
  return asked.output.has('labels') ? { ...said, stderr: [NO_LABELS, ...said.stderr] } : said
}

function remove(ct: Conntrack, asked: ConntrackAsked): Output {
  if (asked.table === 'expect') throw new Refusal('No such file or directory')
  const going = matching(ct, asked)
  const lines = going.map((row) => shown(ct, row, asked))
  for (const { h } of going) kill(ct, h, 'deleted')
  return told(lines, `${going.length} flow entries have been deleted.`, going.length > 0 ? 0 : 1)
}

function get(ct: Conntrack, asked: ConntrackAsked): Output {
  if (asked.table === 'expect') throw new Refusal('No such file or directory')
  checkComplete(asked)
  if (!asked.addresses.src || !asked.addresses.dst) throw new Refusal(INVALID)
  // Half of the other way is asked for, and the program never gets to the kernel.
  if ((asked.ports['reply-sport'] === undefined) !== (asked.ports['reply-dport'] === undefined))
    throw new Refusal('Success')
  const found = matching(ct, asked).find(inNoZone)
  if (found !== undefined && !hasId(found, asked)) return told([], '0 flow entries have been shown.', 1)
  if (found === undefined) return told([], "Operation failed: such conntrack doesn't exist", 1)
  return told([inUse(shown(ct, found, asked))], '1 flow entries have been shown.')
}

/** What is set has to be told from what is looked for: mark, timeout, status and state are set. */
function update(ct: Conntrack, asked: ConntrackAsked): Output {
  const { mark, status, state, given } = asked
  const found = matching(ct, { ...asked, mark: null, status: null, state: null })
  const sets = mark !== null || status !== null || state !== null || given.has('timeout')
  if (!sets) return told([], '0 flow entries have been updated.', 1)
  const changed = found.flatMap((row) => {
    const marked = mark ? ((row.mark & ~mark.mask) ^ mark.value) >>> 0 : row.mark
    const flagged = row.status | (status?.set ?? 0)
    const same = marked === row.mark && flagged === row.status && (state ?? row.state) === row.state
    return same && !given.has('timeout') ? [] : [{ row, marked, flagged }]
  })
  if (changed.length > 0 && Object.keys(asked.addresses).length === 0) {
    const why = 'Operation failed: Operation not supported'
    return failed(1, why, `${VERSION}: ${why}`)
  }
  /** The program finds an entry in any zone, and then asks the kernel for one in none. */
  const missed: string[] = []
  const lines = changed.flatMap(({ row, marked, flagged }) => {
    const { h } = row
    if (!inNoZone(row)) {
      missed.push('Operation failed: No such file or directory')
      return []
    }
    const was = ct.notes?.change(h)
    ct.table.extras.setMark(h, marked)
    ct.table.addStatus(h, flagged & ~UNCHANGEABLE)
    if (state !== null) setState(ct, h, state)
    if (given.has('timeout')) refresh(ct, h, secondsOf(asked) * SECOND)
    if (was) ct.notes?.sayChange(h, was)
    ct.events?.say('UPDATE', h)
    // What is over at once is not found again to be shown.
    return isOver(ct, h) ? [] : [inUse(shown(ct, rowOf(ct, h), asked))]
  })
  // Of several the program shows but the first that it came upon.
  const said = told(lines.slice(0, 1), `${lines.length} flow entries have been updated.`, lines.length > 0 ? 0 : 1)
  return { ...said, stderr: [...missed, ...said.stderr] }
}

/** The kernel looks for its original direction in no zone (`ctnetlink_parse_tuple`). */
const inNoZone = ({ zone, origZone }: EntryRow): boolean => zone === 0 && origZone === 0

/** An entry that is looked up by itself is held while it is shown. */
const inUse = (text: string): string => text.replace(/ use=\d+/, ' use=2')

function shown(ct: Conntrack, row: EntryRow, { output }: ConntrackAsked): string {
  if (output.has('save')) return saved(row)
  if (output.has('xml')) return flow(row)
  const family = output.has('extended') ? 'ipv4     2 ' : ''
  const times = output.has('ktimestamp') ? kernelTimes(ct, row.h, false) : ''
  return `${family}${line(ct, row.h)}${times}${output.has('id') ? ` id=${idOf(row.h)}` : ''}`
}

/** `/proc/net/nf_conntrack`. */
export const procConntrack = (ct: Conntrack): string[] =>
  rows(ct).map(({ h, zone }) => {
    const text = line(ct, h)
    // The zone of one direction stands with it.
    const ofBoth = / zone-(?:orig|reply)=/.test(text) ? '' : ` zone=${zone}`
    return `ipv4     2 ${text}`.replace(/(?: zone=\d+)?( delta-time=\d+)? use=\d+/, `${ofBoth}$1 use=2`)
  })

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
