/**
 * Holds two observations of one case together. What may differ, because the kernel draws it at
 * random: IP ids; a port that no rule or packet names (it must lie in the same band or range, and be
 * the same wherever it shows up again); a timeout, or an entry's age, by up to two seconds; the order of conntrack rows;
 * a local socket's first sequence number, from which its others are counted, and its options.
 */
import type { PacketSpec } from '../packet/spec'
import type { Case, Observed, Step } from './format'
import { Names } from './names'

/** Null when they agree; else where they first differ, A being `recorded` and B `other`. */
export function differs(recorded: Case, other: Case): string | null {
  const a = recorded.observed ?? []
  const b = other.observed ?? []
  const names = { a: new Names(recorded), b: new Names(other) }
  if (a.length !== b.length) return `${b.length} steps observed, ${a.length} expected`
  for (let i = 0; i < a.length; i++) {
    const step = recorded.steps[i]
    const difference = stepDiffers(step, a[i], b[i], names)
    if (difference) return `step ${i} ${JSON.stringify(step).slice(0, 300)}: ${difference}`
  }
  return null
}

interface Both {
  a: Names
  b: Names
}

function stepDiffers(step: Step, a: Observed, b: Observed, names: Both): string | null {
  const taps = new Set([...(a.emitted ?? []), ...(b.emitted ?? [])].map((e) => e.on))
  for (const tap of [...taps].toSorted()) {
    const from = (o: Observed, n: Names) =>
      (o.emitted ?? []).filter((e) => e.on === tap).map((e) => JSON.stringify(named(e.packet, n)))
    const [pa, pb] = [from(a, names.a), from(b, names.b)]
    if (pa.join() !== pb.join()) return told(`emitted on ${tap}`, pa.join('\n      '), pb.join('\n      '))
  }
  return conntrackDiffers(a, b, names) ?? countersDiffer(step, a, b) ?? listsDiffer(a, b) ?? outputDiffers(a, b, names)
}

const told = (what: string, a: string, b: string): string => `${what}\n    A ${a}\n    B ${b}`

/** The packet with its random choices as symbols and what is zero or empty left out, its keys in order. */
function named(p: PacketSpec, names: Names): Record<string, unknown> {
  const ownSyn = p.proto === 'tcp' && (p.flags ?? '').includes('S') && !names.known.has(p.seq ?? 0) && names.localTcp
  if (ownSyn) names.start(p.seq ?? 0)
  const out: Record<string, unknown> = {}
  const counted = (key: 'seq' | 'ack') => {
    const number = names.sequence(p[key] ?? 0)
    if (number !== 0) out[key] = number
  }
  for (const key of Object.keys(p).toSorted() as (keyof PacketSpec)[]) {
    // A socket of the node's own chose these.
    if (key === 'ipid' || (ownSyn && (key === 'seq' || key === 'options' || key === 'window'))) continue
    if (key === 'sport' || key === 'dport' || key === 'id') out[key] = names.port(key, p[key] ?? 0)
    else if ((key === 'seq' || key === 'ack') && names.localTcp) counted(key)
    else if (key === 'src' || key === 'dst') out[key] = names.address(p[key])
    else if (key === 'inner' && p.inner) out[key] = named(p.inner, names)
    else if (key === 'flags') out[key] = (p.flags ?? '').split('').toSorted().join('')
    else if (key === 'options') out[key] = wholeWords(names.options(p[key] ?? ''))
    else if (key === 'ipoptions') out[key] = wholeWords(p[key] ?? '')
    else if (p[key]) out[key] = p[key]
  }
  return out
}

/** Of hex digits, eight each. */
const wholeWords = (hex: string): string => hex.padEnd(Math.ceil(hex.length / 8) * 8, '0')

interface Row {
  /** Protocol, its number, and the rest of the line with symbols in it. */
  text: string
  timeout: number
  /** `delta-time`: how many seconds began meanwhile on the wall clock, so that it hangs on when they begin. */
  age: number
}

/** Seconds. */
const CLOCKS_DIFFER = 2

const near = (x: Row, y: Row | undefined): boolean =>
  y !== undefined &&
  x.text === y.text &&
  Math.abs(x.timeout - y.timeout) <= CLOCKS_DIFFER &&
  Math.abs(x.age - y.age) <= CLOCKS_DIFFER
const shown = (rows: readonly Row[]): string =>
  rows.map((r) => `${r.timeout} s ${r.text.replace('delta-time', `delta-time=${r.age}`)}`).join('\n      ')

function conntrackDiffers(a: Observed, b: Observed, names: Both): string | null {
  if (!a.conntrack && !b.conntrack) return null
  const ra = conntrackRows(a.conntrack ?? [], names.a)
  const rb = conntrackRows(b.conntrack ?? [], names.b)
  if (ra.length === rb.length && ra.every((x, i) => near(x, rb[i]))) return null
  return told('conntrack', shown(ra), shown(rb))
}

function conntrackRows(lines: string[], names: Names): Row[] {
  const rows = inOrder(lines, names)
  const key = (r: Row) => `${r.text.split(' [')[0]}\u0000${r.text}`
  return rows.toSorted((x, y) => (key(x) < key(y) ? -1 : key(x) > key(y) ? 1 : x.timeout - y.timeout))
}

/** Symbols are handed out in an order that the random parts have no say in, but for those that have one already. */
function inOrder(lines: string[], names: Names): Row[] {
  const left = lines.filter((l) => l.includes(' src=')).map((line) => ({ line, key: withoutRandom(line) }))
  left.sort((x, y) => (x.key < y.key ? -1 : x.key > y.key ? 1 : 0))
  const rows: Row[] = []
  while (left.length > 0) {
    const alike = left.filter(({ key }) => key === left[0].key)
    const texts = alike.length > 1 ? alike.map(({ line }) => withSymbols(line, names)) : ['']
    const next = texts.indexOf(texts.toSorted()[0])
    rows.push(conntrackRow(left.splice(next, 1)[0].line, names))
  }
  return rows
}

const withoutRandom = (line: string): string =>
  line
    .replace(/^(\S+\s+\d+) +\d+/, '$1')
    .replace(AGE, '')
    .replaceAll(/sport=\d+ dport=\d+ (\[|mark|use|$)/g, '')
    .split('[UNREPLIED]')[0]

/** A line without the time of day, and without the number of the process that did it. */
const withoutClock = (line: string): string =>
  line
    .replace(/\[USERSPACE\] portid=\w+(?: progname=\S+)?$/, '[USERSPACE]')
    .replaceAll(/\[(start|stop)=[^\]]*\]/g, '[$1]')
    .replace(/<when>.*<\/when>/, '<when/>')

const AGE = / delta-time=(\d+)/
const PORT = /([sd]port|id)=(\d+)/g

/** The row with the symbols there are so far; ports without one are numbered within the row. */
function withSymbols(line: string, names: Names): string {
  const fresh: string[] = []
  const numbered = (n: string) => (fresh.includes(n) ? fresh.indexOf(n) : fresh.push(n) - 1)
  return line
    .replaceAll(PORT, (_, key: string, n: string) => `${key}=${names.peek(key, Number(n)) ?? `?${numbered(n)}`}`)
    .replace(/^(\S+\s+\d+) +\d+/, '$1')
    .replace(AGE, '')
}

/** An event without its entry's number, which is the third id where the tuples of a ping have one each. */
const withoutNumber = (line: string): string =>
  (line.match(/ id=/g)?.length ?? 0) === (line.includes(' type=') ? 3 : 1)
    ? line.replace(/ id=\d+(?= \[USERSPACE\]|$)/, '')
    : line

/** `conntrack -E` begins its lines with what happened. */
const EVENT = /^(?:\[\d+ *\.\d+ *\]\t)?\s*(\[(?:NEW|UPDATE|DESTROY)\] )/

function conntrackRow(raw: string, names: Names): Row {
  const event = EVENT.exec(raw)?.[1] ?? ''
  const line = withoutClock(event === '' ? raw : withoutNumber(raw.replace(EVENT, '')))
    .trim()
    .replaceAll(/\s+/g, ' ')
    // An entry's number is an address of the kernel's.
    .replace(/ (use=\d+) id=\d+$/, ' $1')
    .replaceAll(/ (?:use=\d+|mark=0\b)/g, '')
  const parts = /^(?:ipv[46] \d+ )?(\S+ \d+) (\d+) (.*)$/.exec(line)
  const age = Number(AGE.exec(line)?.[1] ?? 0)
  const [head, timeout, rest] = parts ? [parts[1], Number(parts[2]), parts[3]] : [line, 0, '']
  const text = rest
    .replaceAll(PORT, (_, key: string, n: string) => `${key}=${names.port(key, Number(n))}`)
    .replaceAll(/(src|dst)=(\S+)/g, (_, key: string, address: string) => `${key}=${names.address(address)}`)
    .replace(AGE, ' delta-time')
  return { text: `${event}${head} ${text.trim()}`, timeout, age }
}

function countersDiffer(step: Step, a: Observed, b: Observed): string | null {
  if (!a.counters && !b.counters) return null
  const six = 'family' in step && step.family === 'ipv6'
  const ta = tables(a.counters ?? [], six)
  const tb = tables(b.counters ?? [], six)
  const lines: string[] = []
  for (const table of [...new Set([...ta.keys(), ...tb.keys()])].toSorted()) {
    const [ra, rb] = [ta.get(table) ?? [], tb.get(table) ?? []]
    for (let i = 0; i < Math.max(ra.length, rb.length); i++)
      if (ra[i] !== rb[i]) lines.push(`${table}: A ${ra[i] ?? 'nothing'} | B ${rb[i] ?? 'nothing'}`)
    if (!ta.has(table) || !tb.has(table)) lines.push(`${table}: only in ${ta.has(table) ? 'A' : 'B'}`)
  }
  return lines.length > 0 ? `counters\n    ${lines.slice(0, 6).join('\n    ')}` : null
}

function tables(lines: string[], six: boolean): Map<string, string[]> {
  const out = new Map<string, string[]>()
  let rows: string[] | undefined
  for (const line of lines.map((l) => l.replaceAll(/\s+/g, ' ').trim())) {
    if (line.startsWith('*')) out.set(line, (rows = []))
    // The kernel's own multicast reports are counted in IPv6's OUTPUT.
    else if (line !== 'COMMIT') rows?.push(six ? line.replace(/^(:OUTPUT \S+) .*/, '$1') : line)
  }
  return out
}

function listsDiffer(a: Observed, b: Observed): string | null {
  const [la, lb] = [a.list, b.list]
  return la?.join('\n') === lb?.join('\n') ? null : told('list', listed(la), listed(lb))
}

const listed = (lines: string[] | undefined): string => lines?.join('\n      ') ?? 'nothing'

/** What a command printed: rows of entries as such, and every other line to the letter, but for the clock's. */
function outputDiffers(a: Observed, b: Observed, names: Both): string | null {
  if (!a.output && !b.output) return null
  const [ra, rb] = [conntrackRows(a.output ?? [], names.a), conntrackRows(b.output ?? [], names.b)]
  const [la, lb] = [plainLines(a.output), plainLines(b.output)]
  if (ra.length === rb.length && ra.every((x, i) => near(x, rb[i])) && la.join('\n') === lb.join('\n')) return null
  return told('output', listed(a.output), listed(b.output))
}

function plainLines(output: string[] = []): string[] {
  const lines = output.filter((line) => !line.includes(' src='))
  const dated = lines.map((line) =>
    withoutClock(line)
      .replace(/^(# (?:Generated|Completed)\b.*) on .*$/, '$1')
      .replaceAll(/<id>\d+<\/id>/g, '<id/>'),
  )
  // A machine has several processors, each with statistics of its own; the engine has one.
  const [rest, cpus] = [dated.filter((l) => !l.startsWith('cpu=')), dated.filter((l) => l.startsWith('cpu='))]
  return cpus.length > 0 ? [...rest, summed(cpus)] : rest
}

function summed(cpus: readonly string[]): string {
  const totals = new Map<string, number>()
  for (const [, name, n] of cpus.join(' ').matchAll(/(\w+)=(\d+)/g))
    if (name !== 'cpu') totals.set(name, (totals.get(name) ?? 0) + Number(n))
  return [...totals].map(([name, n]) => `${name}=${n}`).join(' ')
}
