/** What the link layer knows of a packet: `mac`, `pkttype`, `physdev`. There are no bridges. */
import type { MatchOf } from '../../../rules/ruleset'
import type { Test } from './test'

/** The engine gives no hardware addresses: on a wire it is one that no rule names; elsewhere there is none to compare. */
export const mac = ({ not }: MatchOf<'mac'>): Test => (not ? ({ skb }) => skb.in?.ethernet === true : () => false)

/** Only a wire sends to all: on a tap, on `lo` and on its way out every packet is to one host. But a node hears itself speak to all. */
export const pkttype = ({ type, not }: MatchOf<'pkttype'>): Test => {
  return ({ skb, dst, env }) => {
    const reached = skb.in?.ethernet || skb.echo ? env.addressType(dst) : 'UNICAST'
    const found = reached === 'BROADCAST' ? 'broadcast' : reached === 'MULTICAST' ? 'multicast' : 'unicast'
    return (found === type) !== not
  }
}

/** No packet came in or goes out by a port of a bridge. */
export const physdev = ({ tests }: MatchOf<'physdev'>): Test => {
  const fits = Object.values(tests).every((t) => t.not)
  return () => fits
}
