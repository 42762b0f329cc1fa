/** `-j TEE`: a copy of the packet goes to another machine on the link. */
import { formatAddress } from '../../packet/address'
import { Refused, words, type Extension } from '../grammar'
import { resolved } from '../values'

export interface TeeTarget {
  kind: 'TEE'
  gateway: number
  /** "" for the one that the route to the gateway has. */
  oif: string
}

/** `IFNAMSIZ` without its final zero. */
const LONGEST = 15

export const tee: Extension<TeeTarget> = {
  kind: 'TEE',
  name: 'TEE',
  begin: () => ({ kind: 'TEE', gateway: 0, oif: '' }),
  options: [
    {
      names: ['gateway'],
      must: true,
      expected: 'an IPv4 address',
      read: (t, r) => void (t.gateway = resolved(r.args[0])),
    },
    {
      names: ['oif'],
      expected: 'an interface name such as eth0',
      read: (t, r) => void (t.oif = r.args[0].slice(0, LONGEST)),
    },
  ],
  finish(t, seen) {
    if (seen.has('gateway') && t.gateway === 0) throw new Refused('the address of a machine')
  },
  print: (t) => words(`--gateway ${formatAddress(t.gateway)}`, t.oif && `--oif ${t.oif}`),
  list: (t) => words(`TEE gw:${formatAddress(t.gateway)}`, t.oif && `oif=${t.oif}`),
}
