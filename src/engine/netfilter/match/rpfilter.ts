/** The way back leads out of the interface the packet came in by (`ipt_rpfilter`). */
import type { MatchOf } from '../../../rules/ruleset'
import { OWN } from '../../ip/policy'
import { isMulticast, isZeronet, LIMITED_BROADCAST } from '../../ip/route'
import type { View } from '../view'
import type { Test } from './test'

export function rpfilter(match: MatchOf<'rpfilter'>): Test {
  return (v) => passes(match, v) !== (match.invert ?? false)
}

function passes(match: MatchOf<'rpfilter'>, { src, dst, skb, env }: View): boolean {
  if (skb.in?.index === 1 || skb.echo) return true
  if (isZeronet(src) && (dst >>> 0 === LIMITED_BROADCAST || isMulticast(dst))) return true
  const away = isZeronet(dst) || isMulticast(dst) || dst >>> 0 === LIMITED_BROADCAST
  const back = env.routeTo(src >>> 0, { ...OWN, from: away ? 0 : dst, mark: match.validmark ? skb.mark : 0 })
  if (back?.type !== 'unicast' && !(back?.type === 'local' && match['accept-local'])) return false
  return back.dev === skb.in || match.loose === true
}
