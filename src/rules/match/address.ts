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

/** A cell of `iptables -L -n`; the `!` takes the place of the blank before it. */
export const listAddress = (m: AddressMatch | undefined): string =>
  (m?.not ? '!' : ' ') + (m ? networkText(m) : '0.0.0.0/0').padEnd(19)
