/**
 * What an answer repeats of the options of the packet that it answers (`__ip_options_echo`): a recorded route and timestamps, with
 * its own entry put behind those on the way there (RFC 1122 §3.2.2.6, §3.2.2.8).
 */
import { setU32, u32 } from '../../packet/bytes'
import * as ipv4 from '../../packet/ipv4'
import type { Skb } from '../skb'
import { type Noted, OPTION, STAMP, timeOfDay } from './options'
import type { Stack } from './stack'

const NOTHING = new Uint8Array(0)

/** For an answer from `own`; null when what is left of an option is too short for another entry: then there is no answer. */
export function echoedOptions(stack: Stack, { bytes, options }: Skb, own: number): Uint8Array | null {
  if (!options) return NOTHING
  const route = options.route === 0 ? NOTHING : furtherRoute(copyOf(bytes, options.route), own)
  const stamps = options.stamps === 0 ? NOTHING : furtherStamps(stack, copyOf(bytes, options.stamps), options, own)
  const label = options.label === 0 ? NOTHING : copyOf(bytes, options.label)
  return route && stamps && Uint8Array.of(...route, ...stamps, ...label)
}

/** Of a packet of the node's own: whatever stands in it was put there by an echo, so that it is whole and in this order. */
export function ownOptions(b: Uint8Array): Noted | null {
  const end = ipv4.headerLength(b)
  if (end === ipv4.MIN_HEADER) return null
  const noted: Noted = { route: 0, stamps: 0, label: 0, changed: false, stamped: true }
  for (let at: number = ipv4.OFFSET.OPTIONS; at < end && b[at] !== OPTION.END; at += b[at + 1]) {
    if (b[at] === OPTION.RECORD_ROUTE) noted.route = at
    else if (b[at] === OPTION.TIMESTAMP) noted.stamps = at
    else noted.label = at
  }
  return noted
}

const copyOf = (b: Uint8Array, at: number): Uint8Array => b.slice(at, at + b[at + 1])

function furtherRoute(option: Uint8Array, own: number): Uint8Array | null {
  const pointer = option[2]
  if (pointer > option.length) return option
  if (pointer + 3 > option.length) return null
  setU32(option, pointer - 1, own)
  option[2] += 4
  return option
}

function furtherStamps(stack: Stack, option: Uint8Array, { stamped }: Noted, own: number): Uint8Array | null {
  let pointer = option[2]
  if (!stamped || pointer > option.length) return option
  const way = option[3] & 15
  if (way === STAMP.WITH_ADDRESS) {
    if (pointer + 3 > option.length) return null
    setU32(option, pointer - 1, own)
    pointer += 4
  }
  if (pointer + 3 > option.length) return null
  if (way === STAMP.FOR_ADDRESS) {
    const ours = pointer + 7 <= option.length && stack.routes.addressType(u32(option, pointer - 1)) !== 'UNICAST'
    if (!ours) return option
    pointer += 4
  }
  setU32(option, pointer - 1, timeOfDay(stack))
  option[2] = pointer + 4
  return option
}
