/**
 * Flags and options of a TCP header. iptables-nft turns `-m tcp` into nf_tables expressions, which take bytes as they
 * are; with `--tcp-option` it stays the kernel's `xt_tcp`, which drops what is too short to be a TCP header.
 */
import type { MatchOf } from '../../../rules/ruleset'
import * as header from '../../../packet/tcp'
import type { View } from '../view'
import { bothPorts, eachPort } from './ports'
import type { Test } from './test'

export function tcp(match: MatchOf<'tcp'>): Test {
  const { flags, option } = match
  const ports = bothPorts(match)
  if (!flags && !option) return ports
  const flagsFit: Test = (v) => {
    if (!flags) return true
    if (v.at + 14 > v.end) return false
    return ((header.flags(v.b, v.at) & flags.mask) === flags.set) !== flags.not
  }
  if (!option) return (v) => ports(v) && flagsFit(v)

  const alone = eachPort(match)
  return (v) => {
    if (v.offset !== 0) {
      // Overwriting a header with a second fragment is an attack (RFC 1858 §3).
      v.hotdrop = v.offset === 1
      return false
    }
    if (v.at + header.MIN_HEADER > v.end) {
      v.hotdrop = true
      return false
    }
    return alone(v) && flagsFit(v) && findOption(v, option.number) !== option.not
  }
}

function findOption(v: View, kind: number): boolean {
  const end = v.at + header.headerLength(v.b, v.at)
  if (end < v.at + header.MIN_HEADER || end > v.end) {
    v.hotdrop = true
    return false
  }
  let at = v.at + header.MIN_HEADER
  while (at < end) {
    if (v.b[at] === kind) return true
    at += v.b[at] < 2 ? 1 : v.b[at + 1] || 1
  }
  return false
}
