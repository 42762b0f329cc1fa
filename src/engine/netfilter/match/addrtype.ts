/** What the routing table thinks of an address (`xt_addrtype`, which asks `inet_addr_type`). */
import type { TypeTest } from '../../../rules/match/addrtype'
import type { MatchOf } from '../../../rules/ruleset'
import type { Test } from './test'

const fits = (t: TypeTest, type: string): boolean => t.types.some((name) => name === type) !== t.not

export function addrtype({ src, dst, limit }: MatchOf<'addrtype'>): Test {
  return (v) => {
    const dev = limit === 'in' ? v.skb.in : limit === 'out' ? v.skb.out : null
    const ask = (address: number): string => v.env.addressType(address, dev ?? undefined)
    return (!src || fits(src, ask(v.src))) && (!dst || fits(dst, ask(v.dst)))
  }
}
