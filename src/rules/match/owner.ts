/** `-m owner`: whose socket sent the packet. */
import { bang, Refused, words, Wrong, type Extension, type Option } from '../grammar'
import { parseInteger } from '../integer'
import { badValue, rangeText, type Range } from '../values'

export interface IdRange extends Range {
  not: boolean
}

export interface OwnerMatch {
  kind: 'owner'
  /** There is a socket at all; `not`: there is none. */
  socket?: { not: boolean }
  uid?: IdRange
  gid?: IdRange
  /** Its user's other groups count, too. */
  groups?: true
}

/** Users and groups of these names have these numbers on every Debian; some are only users, some only groups. */
const BOTH = 'root 0 daemon 1 bin 2 sys 3 lp 7 mail 8 news 9 uucp 10 proxy 13 www-data 33 backup 34 list 38 irc 39'
const numbered = (text: string): ReadonlyMap<string, number> =>
  new Map(text.split(' ').flatMap((word, i, all) => (i % 2 ? [] : [[word, Number(all[i + 1])] as const])))
const NAMES = {
  uid: numbered(`${BOTH} sync 4 games 5 man 6 _apt 42 nobody 65534`),
  gid: numbered(
    `${BOTH} adm 4 tty 5 disk 6 man 12 kmem 15 dialout 20 fax 21 voice 22 cdrom 24 floppy 25 tape 26 sudo 27 audio 29 dip 30 operator 37 src 40 shadow 42 utmp 43 video 44 sasl 45 plugdev 46 staff 50 games 60 users 100 nogroup 65534`,
  ),
}

/** As `iptables -L` shows it: by name, where it is one that has one. */
function ownersText(side: keyof typeof NAMES, range: IdRange, named: boolean): string {
  const name = named && range.from === range.to ? [...NAMES[side]].find(([, id]) => id === range.from)?.[0] : undefined
  return name ?? rangeText(range, '-')
}

const EXPECTED = 'a number, a range such as 1000-1999, or a name such as root'

const option = (side: 'uid' | 'gid'): Option<OwnerMatch> => ({
  names: [`${side}-owner`],
  not: true,
  expected: EXPECTED,
  read(m, r) {
    const [text] = r.args
    const named = NAMES[side].get(text)
    const parts = named === undefined ? text.split(/[-:]/).map(parseInteger) : [named]
    const [from, to = from] = parts
    if (parts.length > 2 || from === null || to === null || from >= 0xffffffff || to >= 0xffffffff)
      throw badValue(r, EXPECTED)
    m[side] = { from, to, not: r.not }
  },
})

export const owner: Extension<OwnerMatch> = {
  kind: 'owner',
  name: 'owner',
  begin: () => ({ kind: 'owner' }),
  options: [
    option('uid'),
    option('gid'),
    { names: ['socket-exists'], takes: 0, not: true, read: (m, r) => void (m.socket = { not: r.not }) },
    {
      names: ['suppl-groups'],
      takes: 0,
      read(m, r) {
        if (!m.gid) throw badValue(r, '--gid-owner before it', 'you need to use --gid-owner first')
        m.groups = true
      },
    },
  ],
  finish(m, seen) {
    if (seen.size === 0)
      throw new Wrong(
        'owner: At least one of --uid-owner, --gid-owner or --socket-exists is required',
        '--uid-owner, --gid-owner or --socket-exists',
      )
    if ([m.uid, m.gid].some((t) => t && t.from > t.to)) throw new Refused('a range with the lower number first')
  },
  print: (m) =>
    words(
      m.socket && `${bang(m.socket.not)}--socket-exists`,
      m.uid && `${bang(m.uid.not)}--uid-owner ${rangeText(m.uid, '-')}`,
      m.gid && `${bang(m.gid.not)}--gid-owner ${rangeText(m.gid, '-')}`,
      m.groups && '--suppl-groups',
    ),
  list: (m, named) =>
    words(
      m.socket && `${bang(m.socket.not)}owner socket exists`,
      m.uid && `${bang(m.uid.not)}owner UID match ${ownersText('uid', m.uid, named !== undefined)}`,
      m.gid && `${bang(m.gid.not)}owner GID match ${ownersText('gid', m.gid, named !== undefined)}`,
      m.groups && 'incl. suppl. groups',
    ),
  habitat: () => ({ hooks: ['OUTPUT', 'POSTROUTING'] }),
}
