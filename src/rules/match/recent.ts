/** `-m recent`: a list of addresses seen lately, which rules share by its name. */
import { formatAddress } from '../../packet/address'
import { bang, Refused, words, Wrong, type Extension, type Option } from '../grammar'
import { looseAddress } from '../integer'
import { integer, Unmodelled, unresolved } from '../values'

export interface RecentMatch {
  kind: 'recent'
  list: string
  do: 'set' | 'rcheck' | 'update' | 'remove'
  not: boolean
  side: 'source' | 'dest'
  /** Addresses that are the same under it share an entry. */
  mask: number
  /** How long ago at most; 0: ever. */
  seconds: number
  /** How often within that time; 0: once. */
  hits: number
  /** The packet has the TTL that the entry was made with. */
  ttl: boolean
  /** Forgets the oldest entry of the list when it is older than `seconds`. */
  reap: boolean
}

/** `XT_RECENT_NAME_LEN`, less the final zero. */
const LONGEST = 199
const MOST_HITS = 0xffff
const DOES = ['set', 'rcheck', 'update', 'remove'] as const
const WORD = { set: 'SET', rcheck: 'CHECK', update: 'UPDATE', remove: 'REMOVE' } as const

const deed = (what: RecentMatch['do']): Option<RecentMatch> => ({
  names: [what],
  takes: 0,
  not: true,
  excludes: DOES.filter((other) => other !== what),
  read: (m, r) => void Object.assign(m, { do: what, not: r.not }),
})
const sideOption = (name: string, side: RecentMatch['side']): Option<RecentMatch> => ({
  names: [name],
  takes: 0,
  read: (m) => void (m.side = side),
})

function maskOf(text: string): number {
  if (text.includes(':')) throw new Unmodelled(text)
  const mask = looseAddress(text)
  if (mask === null) throw unresolved(text, 'a netmask such as 255.255.255.0')
  return mask
}

export const recent: Extension<RecentMatch> = {
  kind: 'recent',
  name: 'recent',
  begin: () => ({
    kind: 'recent',
    list: 'DEFAULT',
    do: 'set',
    not: false,
    side: 'source',
    mask: 0xffffffff,
    seconds: 0,
    hits: 0,
    ttl: false,
    reap: false,
  }),
  options: [
    deed('set'),
    deed('rcheck'),
    deed('update'),
    { names: ['seconds'], read: (m, r) => void (m.seconds = integer(r, 1, 0xffffffff)) },
    { names: ['reap'], takes: 0, also: 'seconds', read: (m) => void (m.reap = true) },
    { names: ['hitcount'], read: (m, r) => void (m.hits = integer(r, 0, 0xffffffff)) },
    deed('remove'),
    { names: ['rttl'], takes: 0, excludes: ['set', 'remove'], read: (m) => void (m.ttl = true) },
    { names: ['name'], read: (m, r) => void (m.list = r.args[0].slice(0, LONGEST)) },
    sideOption('rsource', 'source'),
    sideOption('rdest', 'dest'),
    { names: ['mask'], read: (m, r) => void (m.mask = maskOf(r.args[0])) },
  ],
  finish(m, seen) {
    if (!DOES.some((name) => seen.has(name)))
      throw new Wrong(
        "recent: you must specify one of `--set', `--rcheck' `--update' or `--remove'",
        '--set, --rcheck, --update or --remove',
      )
    if (seen.has('reap') && !seen.has('seconds')) return
    if ((m.do === 'set' || m.do === 'remove') && (m.seconds || m.hits) && !m.ttl)
      throw new Refused(`--seconds and --hitcount with --rcheck or --update, not with --${m.do}`)
    if (m.hits > MOST_HITS) throw new Refused(`--hitcount up to ${MOST_HITS}`)
    if (/^$|^\.\.?$|\//.test(m.list)) throw new Refused('a --name that could be the name of a file')
  },
  print: (m) =>
    words(
      `${bang(m.not)}--${m.do}`,
      // Printed as a signed number.
      m.seconds && `--seconds ${m.seconds | 0}`,
      m.reap && '--reap',
      m.hits && `--hitcount ${m.hits}`,
      m.ttl && '--rttl',
      `--name ${m.list} --mask ${formatAddress(m.mask)} --r${m.side}`,
    ),
  list: (m) =>
    words(
      `${bang(m.not)}recent: ${WORD[m.do]}`,
      m.seconds && `seconds: ${m.seconds | 0}`,
      m.reap && 'reap',
      m.hits && `hit_count: ${m.hits}`,
      m.ttl && 'TTL-Match',
      `name: ${m.list} side: ${m.side} mask: ${formatAddress(m.mask)}`,
    ),
}
