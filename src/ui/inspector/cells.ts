/** A packet's fields as the cells of the inspector's grid: those too narrow to read stand together, the rest alone. */
import type { Cause } from '../../model/trace'
import type { Rewrite } from '../../model/view'
import { layout, type Field, type Layer } from '../../packet/layout'

export interface Cell {
  key: string
  label: string
  /** Bits, so columns: 1 … 32. Longer fields take whole rows. */
  span: number
  value: string
  /** As it came to this node, where that differs. */
  was?: string
  /** Who changed it last. */
  by?: Rewrite
  /** Checksums follow other changes. */
  checksum: boolean
  /** A port that stayed as it was while NAT changed the address beside it. */
  kept: boolean
  /** Words rather than one number: set smaller. */
  long: boolean
  wrong: boolean
}

export interface Block {
  key: string
  name: string
  /** What its numbers mean, where they are too narrow to say so: "unreachable, port". */
  note: string
  rfc: string
  cells: Cell[]
  /** The packet that an ICMP error quotes. */
  inner?: Block[]
}

/** Names short enough for their cell; others keep the RFC's. An empty one needs none. */
const LABELS: Readonly<Record<string, string>> = {
  'ip.version': 'v',
  'ip.hdr_len': 'ihl',
  'ip.dsfield': 'tos',
  'ip.len': 'length',
  'ip.id': 'id',
  'ip.frag_offset': 'offset',
  'ip.ttl': 'TTL',
  'ip.proto': 'proto',
  'ip.checksum': 'checksum',
  'ip.src': 'source',
  'ip.dst': 'destination',
  'tcp.srcport': 'source port',
  'tcp.dstport': 'destination port',
  'tcp.seq': 'sequence',
  'tcp.ack': 'acknowledgement',
  'tcp.hdr_len': 'off',
  'tcp.flags.res': '',
  'tcp.window_size_value': 'window',
  'tcp.checksum': 'checksum',
  'tcp.urgent_pointer': 'urgent',
  'udp.srcport': 'source port',
  'udp.dstport': 'destination port',
  'udp.length': 'length',
  'udp.checksum': 'checksum',
  'icmp.type': 'type',
  'icmp.code': 'code',
  'icmp.checksum': 'checksum',
  'icmp.ident': 'identifier',
  'icmp.seq': 'sequence',
  'icmp.unused': 'unused',
  'icmp.mtu': 'MTU of next hop',
  'data.data': 'data',
}

/** One-bit flags are read together: their names where they are set. */
const FLAGS = /^(ip|tcp)\.flags\.(?!res$)/
/** Options of both headers, which have a name and a value each. */
const OPTIONS = /^(ip|tcp)\.option/

/** The raw number says more in a narrow cell: IHL 5, not "20 bytes". */
const RAW = new Set(['ip.version', 'ip.hdr_len', 'tcp.hdr_len', 'tcp.flags.res', 'icmp.type', 'icmp.code'])

export function blocksOf(arrived: Uint8Array, now: Uint8Array, rewrites: readonly Rewrite[]): Block[] {
  return markKept(pair(layout(arrived), layout(now), rewrites, ''))
}

/** "Port 54321, kept" is news when the address in front of it is new. */
function markKept(blocks: Block[]): Block[] {
  const rewritten = (id: string): boolean =>
    blocks.some(({ cells }) => cells.some(({ key, by }) => key.startsWith(`${id}@`) && by?.cause.by === 'nat'))
  for (const { cells } of blocks)
    for (const cell of cells)
      cell.kept =
        cell.was === undefined &&
        ((/^\w+\.srcport@/.test(cell.key) && rewritten('ip.src')) ||
          (/^\w+\.dstport@/.test(cell.key) && rewritten('ip.dst')))
  return blocks
}

function pair(was: readonly Layer[], now: readonly Layer[], rewrites: readonly Rewrite[], path: string): Block[] {
  return now.map((layer, i) => {
    const old = was[i]?.name === layer.name ? was[i] : undefined
    const key = `${path}${i}`
    const block: Block = {
      key,
      name: layer.name,
      note: noteOf(layer),
      rfc: layer.rfc,
      cells: cellsOf(layer, old, rewrites),
    }
    if (layer.inner) block.inner = pair(old?.inner ?? [], layer.inner, rewrites, `${key}.`)
    return block
  })
}

/** "3 (unreachable)" and "3 (port)" → "unreachable, port". */
const noteOf = ({ fields }: Layer): string =>
  fields
    .filter(({ id }) => id === 'icmp.type' || id === 'icmp.code')
    .flatMap(({ value }) => /\((.*)\)/.exec(value)?.[1] ?? [])
    .join(', ')

function cellsOf(layer: Layer, old: Layer | undefined, rewrites: readonly Rewrite[]): Cell[] {
  const before = old ? groups(old.fields) : []
  return groups(layer.fields).map((fields, i) => cell(fields, before[i], rewrites))
}

/** Flags with flags, options with options, every other field for itself. */
function groups(fields: readonly Field[]): Field[][] {
  const out: Field[][] = []
  for (const field of fields) {
    const last = out.at(-1)
    const kind = [FLAGS, OPTIONS].find((pattern) => pattern.test(field.id))
    if (last && kind?.test(last[0].id)) last.push(field)
    else out.push([field])
  }
  return out
}

function cell(fields: Field[], old: Field[] | undefined, rewrites: readonly Rewrite[]): Cell {
  const [first] = fields
  const bits = fields.reduce((sum, f) => sum + f.bits, 0)
  const value = textOf(fields)
  const was = old ? textOf(old) : value
  const by = was === value ? undefined : lastOn(first.bit, bits, rewrites)
  return {
    key: `${first.id}@${first.bit}`,
    label: labelOf(first),
    span: Math.min(32, bits),
    value,
    ...(was !== value && { was }),
    ...(by && { by }),
    checksum: first.check !== undefined,
    kept: false,
    long: OPTIONS.test(first.id) || first.id === 'data.data',
    wrong: first.check === 'wrong',
  }
}

/** The names of flags that are set say what they are. */
const labelOf = (field: Field): string =>
  FLAGS.test(field.id) ? '' : OPTIONS.test(field.id) ? 'options' : (LABELS[field.id] ?? field.label.toLowerCase())

function textOf(fields: readonly Field[]): string {
  const [first] = fields
  // The lowest bit first, as everybody says it: SYN ACK, not ACK SYN.
  if (FLAGS.test(first.id)) {
    const set = fields.filter((f) => f.raw === 1).map((f) => f.label)
    return set.toReversed().join(' ') || '–'
  }
  if (OPTIONS.test(first.id)) return optionsText(fields)
  if (first.id === 'tcp.flags.res') return ''
  return RAW.has(first.id)
    ? String(first.raw)
    : first.value.replace(/^(\d+) \((\w+)\)$/, (_, n: string, name: string) => `${n} ${name.toUpperCase()}`)
}

/** "mss 1460, sackOK, TS 1 0, wscale 7". */
function optionsText(fields: readonly Field[]): string {
  const items: string[] = []
  for (const { id, label, value, raw } of fields) {
    if (id === 'tcp.options.nop' || id === 'tcp.options.eol' || id === 'tcp.option_len' || label === 'Padding') continue
    if (id === 'tcp.option_kind') items.push(OPTION_NAMES[Number(raw)] ?? `option ${raw}`)
    else if (items.length > 0) items.push(`${items.pop()} ${raw}`)
    else items.push(value)
  }
  return items.join(', ') || '–'
}

/** By kind (IANA "TCP Option Kind Numbers"), as tcpdump calls them. */
const OPTION_NAMES: Readonly<Record<number, string>> = {
  2: 'mss',
  3: 'wscale',
  4: 'sackOK',
  5: 'sack',
  8: 'TS',
}

const lastOn = (bit: number, bits: number, rewrites: readonly Rewrite[]): Rewrite | undefined =>
  rewrites.findLast(({ edits }) => edits.some(({ at, now }) => 8 * at < bit + bits && bit < 8 * (at + now.length)))

/** How a change looks: NAT, routing and rules are told apart. */
export type ChangeTone = 'nat' | 'route' | 'rule'
export const toneOfCause = (cause: Cause): ChangeTone =>
  cause.by === 'nat' ? 'nat' : cause.by === 'forward' ? 'route' : 'rule'
