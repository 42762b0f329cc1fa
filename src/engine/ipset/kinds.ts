/** The kinds of set that Linux 6.18 has built in here, with what `ipset` 7.17 needs to know to print them. */
import type { Part, SetType } from './types'

const type = (
  name: string,
  revision: number,
  base: number,
  element: number,
  storage: SetType['storage'] = 'hash',
): SetType => ({ name, parts: name.split(':')[1].split(',') as Part[], revision, storage, base, element })

const ALL: readonly SetType[] = [
  type('hash:ip', 6, 216, 4),
  type('hash:net', 7, 456, 8),
  type('hash:ip,port', 7, 216, 8),
  type('hash:net,port', 8, 456, 8),
  type('hash:ip,port,ip', 6, 208, 12),
  type('hash:ip,port,net', 8, 464, 12),
  type('hash:net,iface', 8, 488, 28),
  type('bitmap:ip', 3, 88, 0, 'bitmap'),
  type('bitmap:ip,mac', 3, 80, 8, 'bitmap'),
  type('bitmap:port', 3, 72, 0, 'bitmap'),
  type('list:set', 3, 80, 48, 'list'),
]

/** Names that `ipset` knows, of types which this kernel is built without. */
export const ABSENT: ReadonlySet<string> = new Set(
  'hash:mac hash:ip,mac hash:ip,mark hash:net,net hash:net,port,net'.split(' '),
)

/** As `ipset` 4 called them. */
const OLD: Readonly<Record<string, string>> = {
  iphash: 'hash:ip',
  nethash: 'hash:net',
  ipporthash: 'hash:ip,port',
  ipportiphash: 'hash:ip,port,ip',
  ipportnethash: 'hash:ip,port,net',
  ipmap: 'bitmap:ip',
  macipmap: 'bitmap:ip,mac',
  portmap: 'bitmap:port',
  setlist: 'list:set',
}

const BY_NAME = new Map(ALL.map((t) => [t.name, t]))

export const typeCalled = (name: string): SetType | undefined =>
  BY_NAME.get(Object.hasOwn(OLD, name) ? OLD[name] : name)
