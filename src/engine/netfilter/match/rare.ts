/** Behaviour of the matches that come in a piece of their own (`../rare.ts`). */
import type { RareMatch } from '../../../rules/match/rare'
import { bpf } from './bpf'
import { cluster, connbytes, connlabel, helper } from './connection'
import { hashlimit } from './hashlimit'
import type { Matchers } from './index'
import { quota, string } from './payload'
import { socket } from './socket'
import { time } from './time'
import { ah, dccp, ecn, esp, ipcomp, sctp } from './transport'
import { u32 } from './u32'
import { physdev } from './wire'

/** Everything happens on one processor. */
const CPU = 0

export const rareMatchers: Matchers<RareMatch['kind']> = {
  ah,
  bpf,
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
  hashlimit,
  helper,
  ipcomp,
  /** Nobody loaded fingerprints. */
  osf: () => () => false,
  physdev,
  /** No packet came or goes by IPsec. */
  policy:
    ({ pol }) =>
    () =>
      pol === 'none',
  quota,
  /** No route has a realm. */
  realm:
    ({ value, not }) =>
    () =>
      (value === 0) !== not,
  sctp,
  socket,
  string,
  time,
  u32,
}
