/** MARK, CONNMARK, CT, NOTRACK: what a rule writes beside the packet, not into it. */
import type { TargetOf } from '../../../rules/ruleset'
import { tellingOnly, templateOf } from '../../conntrack/template'
import { type Act, CONTINUE } from './act'

export const mark =
  ({ value, mask }: TargetOf<'MARK'>): Act =>
  ({ skb }) => {
    skb.mark = ((skb.mark & ~mask) ^ value) >>> 0
    return CONTINUE
  }

/** A packet without a connection is left alone (`connmark_tg_shift`). */
export function connmark({ do: way, value, ctmask, nfmask, shift }: TargetOf<'CONNMARK'>): Act {
  const shifted = (bits: number): number => (shift < 0 ? bits >>> -shift : bits << shift)
  return ({ conntrack, skb }) => {
    if (skb.ct === 0) return CONTINUE
    const of = conntrack.mark(skb)
    if (way === 'restore') skb.mark = ((skb.mark & ~nfmask) ^ shifted(of & ctmask)) >>> 0
    else {
      const now = way === 'set' ? shifted((of & ~ctmask) ^ value) : (of & ~ctmask) ^ shifted(skb.mark & nfmask)
      if (now >>> 0 !== of) conntrack.setMark(skb, now >>> 0)
    }
    return CONTINUE
  }
}

/** Conntrack will pass it by. */
export const notrack =
  (): Act =>
  ({ conntrack, skb }) => {
    conntrack.notrack(skb)
    return CONTINUE
  }

export function ct(target: TargetOf<'CT'>): Act {
  if (target.notrack) return notrack()
  const template = templateOf(target.zone?.id ?? 0, target.zone?.side ?? 'both')
  return ({ conntrack, skb }) => {
    conntrack.useTemplate(skb, tellingOnly(template, conntrack.eventsOfRule(target)))
    return CONTINUE
  }
}
