/** What `ipset list` and `ipset save` print of a set. */
import { formatAddress } from '../../packet/address'
import { SECOND } from '../../model/time'
import { textOf } from '../ipset/key'
import type { Info, IpSet, Member } from '../ipset/set'
import type { NodeEnv } from '../node'

export interface Shown {
  /** How many rules and lists name it. */
  references: number
  sorted: boolean
  now: NodeEnv['now']
}

/** Words behind the name in `ipset save`, as pairs; a flag's second is "". */
function traits({ type, options: o }: IpSet): [string, string][] {
  const out: [string, string][] = []
  const put = (name: string, value: number | string): unknown => out.push([name, String(value)])
  if (type.storage === 'hash') {
    put('family', o.family)
    put('hashsize', o.hashsize)
    put('maxelem', o.maxelem)
  }
  if (o.range) {
    const end = type.parts[0] === 'port' ? String : formatAddress
    put('range', `${end(o.range.from)}-${end(o.range.to)}`)
  }
  if (type.storage === 'list') put('size', o.size)
  if (o.netmask < 32) put('netmask', o.netmask)
  if (o.timeout !== null) put('timeout', o.timeout)
  for (const name of ['counters', 'comment', 'skbinfo'] as const) if (o[name]) put(name, '')
  if (type.storage === 'hash') {
    put('bucketsize', o.bucketsize)
    put('initval', hex(o.initval, 8))
  }
  return out
}

const hex = (n: number, digits = 1): string => `0x${n.toString(16).padStart(digits, '0')}`
const spelled = (set: IpSet): string =>
  traits(set)
    .map(([name, value]) => (value ? `${name} ${value}` : name))
    .join(' ')

export function plain(set: IpSet, shown: Shown, terse: boolean): string[] {
  return [
    `Name: ${set.name}`,
    `Type: ${set.type.name}`,
    `Revision: ${set.type.revision}`,
    `Header: ${spelled(set)}`,
    `Size in memory: ${size(set)}`,
    `References: ${shown.references}`,
    `Number of entries: ${set.live().length}`,
    ...(terse ? [] : ['Members:', ...membersOf(set, shown).map((m) => memberText(set, m, shown))]),
  ]
}

export const saved = (set: IpSet, shown: Shown): string[] => [
  `create ${set.name} ${set.type.name} ${spelled(set)}`,
  ...membersOf(set, shown).map((m) => `add ${set.name} ${memberText(set, m, shown)}`),
]

export function xml(set: IpSet, shown: Shown, terse: boolean): string[] {
  const header = traits(set).map(([name, value]) => (value ? `<${name}>${value}</${name}>` : `<${name}/>`))
  const members = membersOf(set, shown).map((m) => {
    const more = extensions(set, m, shown).map(([name, value]) =>
      value ? `<${name}>${value}</${name}>` : `<${name}/>`,
    )
    return `<member><elem>${textOf(set.type, m)}</elem>${more.join('')}</member>`
  })
  return [
    `<ipset name="${set.name}">`,
    `<type>${set.type.name}</type>`,
    `<revision>${set.type.revision}</revision>`,
    `<header>${header.join('')}`,
    `<memsize>${size(set)}</memsize>`,
    `<references>${shown.references}</references>`,
    `<numentries>${set.live().length}</numentries>`,
    '</header>',
    ...(terse ? [] : ['<members>', ...members, '</members>']),
    '</ipset>',
  ]
}

const memberText = (set: IpSet, member: Member, shown: Shown): string =>
  [
    textOf(set.type, member),
    ...extensions(set, member, shown).map(([name, value]) => (value ? `${name} ${value}` : name)),
  ].join(' ')

function extensions({ options }: IpSet, m: Member, { now }: Shown): [string, string][] {
  const out: [string, string][] = []
  if (options.timeout !== null) out.push(['timeout', String(secondsLeft(m, now()))])
  if (m.nomatch) out.push(['nomatch', ''])
  if (options.counters) out.push(['packets', String(m.packets)], ['bytes', String(m.bytes)])
  if (m.comment) out.push(['comment', `"${m.comment}"`])
  if (m.info) out.push(...infoTexts(m.info))
  return out
}

/** Rounded down, but never to the 0 that means "for good"; a listing comes a moment after what it lists. */
const secondsLeft = ({ until }: Member, now: number): number =>
  until === 0 ? 0 : Math.max(1, Math.floor((until - now - 1) / SECOND))

function infoTexts(info: Info): [string, string][] {
  const out: [string, string][] = []
  if (info.mark || info.mask)
    out.push(['skbmark', hex(info.mark) + (info.mask === 0xffffffff ? '' : `/${hex(info.mask)}`)])
  if (info.prio) out.push(['skbprio', info.prio])
  if (info.queue) out.push(['skbqueue', String(info.queue)])
  return out
}

function membersOf(set: IpSet, { sorted }: Shown): Member[] {
  const found = set.live()
  if (!sorted || set.type.storage !== 'hash') return found
  const texts = new Map(found.map((m) => [m, textOf(set.type, { ...m, bits: 32, bits2: 32 }).split(/[.,:]/)]))
  return found.toSorted((a, b) => inOrder(texts.get(a)!, texts.get(b)!) || b.bits - a.bits || b.bits2 - a.bits2)
}

/** Piece by piece, the shorter first: so numbers stand as they count. Of networks the narrower comes first. */
function inOrder(a: readonly string[], b: readonly string[]): number {
  for (const [i, piece] of a.entries()) {
    const other = b[i] ?? ''
    if (piece !== other) return piece.length - other.length || (piece < other ? -1 : 1)
  }
  return 0
}

const BUCKET = 32
/** Room that a new bucket has. */
const SLOTS = 2
/** A table has a lock for so many buckets, of so many bytes. */
const [BUCKETS_A_LOCK, LOCK] = [1024, 24]

/** Bytes, as long as no two elements share a bucket. */
function size(set: IpSet): number {
  const { type, options } = set
  const members = set.live()
  const comments = members.reduce((sum, { comment }) => sum + (comment ? comment.length + 17 : 0), 0)
  const words = (options.counters ? 16 : 0) + (options.timeout === null ? 0 : 8) + (options.comment ? 8 : 0)
  const one = (words ? Math.ceil(type.element / 8) * 8 : type.element) + words + (options.skbinfo ? 16 : 0)
  switch (type.storage) {
    case 'list':
      return type.base + members.length * one + comments
    case 'bitmap': {
      const { from, to } = options.range ?? { from: 0, to: 0 }
      const elements = Math.floor((to - from) / 2 ** (32 - options.netmask)) + 1
      return type.base + Math.ceil(elements / 64) * 8 + elements * one + comments
    }
    default: {
      const locks = Math.max(1, options.hashsize / BUCKETS_A_LOCK) - 1
      const base = type.base + (options.family === 'inet6' ? 8 : 0)
      return base + locks * LOCK + members.length * (BUCKET + SLOTS * one) + comments
    }
  }
}
