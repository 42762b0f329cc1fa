/** `-s` and `-d`: an IPv4 address or prefix, or any set of addresses that a netmask makes. */
import { bang, Refused } from '../grammar'
import { networkText, network, maskSuffix, type Masked } from '../values'
import { formatAddress } from '../../packet/address'

interface Test extends Masked {
  not: boolean
}
export type AddressMatch = ({ kind: 'source' } & Test) | ({ kind: 'destination' } & Test)

/** Null for 0.0.0.0/0, which matches everything and is not kept. */
export function readAddress(kind: AddressMatch['kind'], text: string, not: boolean): AddressMatch | null {
  const net = network(text)
  if (net.mask > 0) return { kind, ...net, not }
  if (not) throw new Refused('a prefix that leaves some address over after !')
  return null
}

export const printAddress = (m: AddressMatch): string =>
  `${bang(m.not)}${m.kind === 'source' ? '-s' : '-d'} ${formatAddress(m.value)}${maskSuffix(m.mask)}`

/** A cell of `iptables -L -n`, or with `named` of `iptables -L`; the `!` takes the place of the blank before it. */
export const listAddress = (m: AddressMatch | undefined, named = false): string =>
  (m?.not ? '!' : ' ') + (named ? namedNetwork(m) : m ? networkText(m) : '0.0.0.0/0').padEnd(19)

/** Names of networks and hosts that every machine knows (Debian's `/etc/networks` and `/etc/hosts`). */
const NAMED = new Map([
  [0, 'default'],
  [0x7f000001, 'localhost'],
  [0x7f000000, 'loopback'],
  [0xa9fe0000, 'link-local'],
])

/** What the machine calls the address; null for most. */
export const nameOfAddress = (value: number): string | null => NAMED.get(value) ?? null

function namedNetwork(m: Masked | undefined): string {
  if (!m) return 'anywhere'
  const name = NAMED.get(m.value)
  if (name === undefined) return networkText(m)
  return m.mask === 0xffffffff ? name : name + maskSuffix(m.mask)
}
