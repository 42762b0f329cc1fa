/**
 * `-j CT`: what connection tracking is to do with the packet that comes to it next: pass it by, keep its connection in a zone
 * of its own, report only some events. `-j NOTRACK` is the older spelling of `-j CT --notrack`.
 */
import { words, Wrong, type Extension, type Option } from '../grammar'
import { parseInteger } from '../integer'
import { IN_RAW } from './places'

export interface CtTarget {
  kind: 'CT'
  notrack: boolean
  /** Connections of one zone do not see those of another; null is zone 0. */
  zone: CtZone | null
  /** Names of the events that are reported, all when left out. */
  ctevents?: string[]
  expevents?: string[]
}
export interface NotrackTarget {
  kind: 'NOTRACK'
}
export interface CtZone {
  /** 1 to 65535, or the packet's mark. */
  id: number | 'mark'
  /** Which side's tuple the zone belongs to. */
  side: 'both' | 'orig' | 'reply'
}

const CT_EVENTS = 'new related destroy reply assured protoinfo helper mark natseqinfo secmark'.split(' ')
const EXPECT_EVENTS = ['new']

const kept = (name: string, expected: string): Option<CtTarget> => ({
  names: [name],
  expected,
  unmodelled: true,
  read: () => undefined,
})

const events = (name: 'ctevents' | 'expevents', all: readonly string[]): Option<CtTarget> => ({
  names: [name],
  expected: `names of events, parted by commas: ${all.join(', ')}`,
  read(t, r) {
    const chosen = r.args[0].split(',')
    for (const event of chosen)
      if (!all.includes(event)) throw new Wrong(`Unknown event type "${event}"`, `one of ${all.join(', ')}`)
    t[name] = all.filter((event) => chosen.includes(event))
  },
})

/** The last one given has the zone; both sides named are as none. */
const zone = (name: string, side: 'orig' | 'reply' | null): Option<CtTarget> => ({
  names: [name],
  expected: 'a zone from 0 to 65535, or "mark"',
  read(t, r) {
    const [text] = r.args
    const id = text === 'mark' ? text : parseInteger(text)
    if (id === null || (typeof id === 'number' && id > 0xffff))
      throw new Wrong(`Cannot parse ${text} as a zone ID`, 'a zone from 0 to 65535, or "mark"')
    const before = t.zone
    const other = before && before.side !== 'both' && before.side !== side ? before.side : null
    const now = side === null ? (other ?? 'both') : other === null ? side : 'both'
    t.zone = { id: before?.id === 'mark' ? 'mark' : id, side: now }
  },
})

const zoneText = ({ zone: z }: CtTarget): string =>
  z === null || z.id === 0 ? '' : `zone${z.side === 'both' ? '' : `-${z.side}`} ${z.id}`

const options = (t: CtTarget, dashes: string): string =>
  words(
    t.notrack && `${dashes}notrack`,
    t.ctevents && `${dashes}ctevents ${t.ctevents.join(',')}`,
    t.expevents && `${dashes}expevents ${t.expevents.join(',')}`,
    zoneText(t) && dashes + zoneText(t),
  )

export const ct: Extension<CtTarget> = {
  kind: 'CT',
  name: 'CT',
  begin: () => ({ kind: 'CT', notrack: false, zone: null }),
  options: [
    { names: ['notrack'], takes: 0, read: (t) => void (t.notrack = true) },
    kept('helper', 'the name of a helper, such as ftp'),
    kept('timeout', 'the name of a timeout policy'),
    events('ctevents', CT_EVENTS),
    events('expevents', EXPECT_EVENTS),
    zone('zone', null),
    zone('zone-orig', 'orig'),
    zone('zone-reply', 'reply'),
  ],
  print: (t) => options(t, '--'),
  list: (t) => words('CT', options(t, '')),
  habitat: () => IN_RAW,
}

export const notrack: Extension<NotrackTarget> = {
  kind: 'NOTRACK',
  name: 'NOTRACK',
  begin: () => ({ kind: 'NOTRACK' }),
  options: [],
  print: () => '',
  list: () => 'NOTRACK',
  habitat: () => IN_RAW,
}
