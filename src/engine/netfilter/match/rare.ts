/** Behaviour of the matches that come in a piece of their own (`../rare.ts`). */
import type { RareMatch } from '../../../rules/match/rare'
import { cluster, connbytes, connlabel, helper } from './connection'
import type { Matchers } from './index'
import { ah, dccp, ecn, esp, ipcomp, sctp } from './transport'
import { u32 } from './u32'

/** Everything happens on one processor. */
const CPU = 0

export const rareMatchers: Matchers<RareMatch['kind']> = {
  ah,
  cluster,
  connbytes,
  connlabel,
  cpu:
    ({ cpu, not }) =>
    () =>
      (cpu === CPU) !== not,
  dccp,
  /** Every interface is in group 0. */
  devgroup:
    ({ src, dst }) =>
    () =>
      [src, dst].every((t) => !t || ((t.value & t.mask) === 0) !== t.not),
  ecn,
  esp,
  helper,
  ipcomp,
  /** No route has a realm. */
  realm:
    ({ value, not }) =>
    () =>
      (value === 0) !== not,
  sctp,
  u32,
}
