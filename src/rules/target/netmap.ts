/** `-j NETMAP`: another network, host by host: the host part of the address stays. */
import { formatAddress, maskBits, parseAddress } from '../../packet/address'
import { Wrong, type Extension } from '../grammar'
import { network, resolved, type Masked } from '../values'

/** `value` is the network's address. */
export interface NetmapTarget extends Masked {
  kind: 'NETMAP'
}

export const netmap: Extension<NetmapTarget> = {
  kind: 'NETMAP',
  name: 'NETMAP',
  begin: () => ({ kind: 'NETMAP', value: 0, mask: 0 }),
  options: [
    {
      names: ['to'],
      must: true,
      expected: 'a network such as 10.2.0.0/16',
      read(t, r) {
        const [, mask] = r.args[0].split('/')
        if (mask !== undefined && !/^\d+(\.\d+){0,3}$/.test(mask))
          throw new Wrong(
            'NETMAP: bad value for option "--to", neither a valid network mask nor valid CIDR (0-32).',
            'a prefix length from 0 to 32 or a netmask',
          )
        const [address] = r.args[0].split('/')
        // What is no prefix is taken for one of all bits.
        const isPrefix = mask === undefined || Number(mask) <= 32 || maskBits(parseAddress(mask) ?? 1) !== null
        resolved(address)
        Object.assign(t, network(isPrefix ? r.args[0] : address))
      },
    },
  ],
  print: (t) => `--to ${networkOf(t)}`,
  list: (t) => `to:${networkOf(t)}`,
  habitat: () => ({ tables: ['nat'] }),
}

const networkOf = ({ value, mask }: Masked): string =>
  `${formatAddress(value)}/${maskBits(mask) ?? formatAddress(mask)}`
