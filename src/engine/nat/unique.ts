/** The search for a tuple that no other connection has (`get_unique_tuple`, `nf_nat_l4proto_unique_tuple`, Linux 6.18). */
import type { Core } from '../conntrack/core'
import { tupleAt } from '../conntrack/table'
import { hasPorts, type Key, KIND, type Manip, PARTS, partOf, showKey, SRC, DST } from '../conntrack/tuple'
import type { PortTry } from '../../model/trace'
import { PROTO } from '../../packet/protocol'
import { chooseAddress } from './addresses'
import type { NatRange } from './range'
import { ownerAfterForce, ownerOf, ownerOfUnchanged } from './used'

/** Tries per round at most, and how many of a round's last may push out a connection in TIME_WAIT. */
const MAX_TRIES = 128
const FORCED_TRIES = 32
/** Rounds get shorter by half, down to this. */
const SHORTEST_ROUND = 16

function setPart(key: Key, manip: Manip, value: number): void {
  key[PARTS] =
    manip === 'src' || key[KIND] === PROTO.ICMP
      ? (value << 16) | (key[PARTS] & 0xffff)
      : (key[PARTS] & 0xffff0000) | value
}

const partInRange = (key: Key, manip: Manip, { from, to }: { from: number; to: number }): boolean => {
  if (key[KIND] !== PROTO.ICMP && !hasPorts(key[KIND])) return true
  const part = partOf(key[PARTS], key[KIND], manip)
  return part >= from && part <= to
}

/** `nf_in_range`. */
const sourceInRange = (key: Key, range: NatRange): boolean => {
  const { addresses } = range
  const src = key[SRC] >>> 0
  if (addresses && (src < addresses.from || src > addresses.to)) return false
  return !range.ports || partInRange(key, 'src', range.ports)
}

/**
 * Writes into `key` the tuple that entry `h` shall have instead of `was`. When all that may be tried are taken,
 * the last one tried stands there; its packet will be dropped when it is confirmed. `tries` hears of each try.
 */
export function chooseTuple(
  core: Core,
  key: Key,
  was: Key,
  range: NatRange,
  h: number,
  manip: Manip,
  tries: PortTry[] | null,
): void {
  key.set(was)
  if (manip === 'src' && !range.random) {
    if (sourceInRange(was, range)) {
      if (isFree(core, key, ownerOfUnchanged(core, key, h), tries)) return
    } else if (
      takeOverMapping(core, key, was, range, core.table.extras.zone(2 * h)) &&
      isFree(core, key, ownerOf(core, key, h), tries)
    )
      return
    key.set(was)
  }

  key[manip === 'src' ? SRC : DST] = chooseAddress(
    was,
    range,
    manip,
    core.table.extras.zone(2 * h) || core.table.extras.zone(2 * h + 1),
  )
  if (!range.random) {
    const { ports } = range
    if (!ports) {
      if (isFree(core, key, ownerOf(core, key, h), tries)) return
    } else if (range.base === undefined && partInRange(key, manip, ports)) {
      if (ports.from === ports.to) {
        tries?.push({ tuple: showKey(key) })
        return
      }
      if (isFree(core, key, ownerOf(core, key, h), tries)) return
    }
  }
  searchPart(core, key, range, h, manip, tries)
}

function isFree(core: Core, key: Key, owner: number, tries: PortTry[] | null): boolean {
  if (tries !== null) {
    const takenBy = owner !== 0 && core.notes ? { takenBy: core.notes.id(owner) } : {}
    tries.push({ tuple: showKey(key), ...takenBy })
  }
  return owner === 0
}

/** The mapping that this source has towards somebody else in its zone, if it lies in the range (`find_appropriate_src`). */
function takeOverMapping(core: Core, key: Key, was: Key, range: NatRange, zone: number): boolean {
  const { bySource, table } = core
  const src = was[SRC]
  const part = was[PARTS] >>> 16
  for (let h = bySource.first(src, part, was[KIND]); h !== 0; h = bySource.next(h, src, part, was[KIND])) {
    if (table.extras.zone(2 * h) !== zone) continue
    // Where its replies go is where it seems to come from.
    const reply = tupleAt(2 * h + 1)
    key[SRC] = table.words[reply + DST]
    const mapped = partOf(table.words[reply + PARTS], was[KIND], 'dst')
    key[PARTS] = (mapped << 16) | (was[PARTS] & 0xffff)
    if (sourceInRange(key, range)) return true
  }
  return false
}

/** Port bands that are not left: a port below 512 may be taken as a credential, one below 1024 as privileged. */
function bandOf(port: number): { from: number; to: number } {
  if (port < 512) return { from: 1, to: 511 }
  return port < 1024 ? { from: 600, to: 1023 } : { from: 1024, to: 65535 }
}

function searchPart(core: Core, key: Key, range: NatRange, h: number, manip: Manip, tries: PortTry[] | null): void {
  const isQuery = key[KIND] === PROTO.ICMP
  if (!isQuery && !hasPorts(key[KIND])) return
  // A destination port changes only to one that the rule names.
  if (!isQuery && !range.ports && manip === 'dst') return
  const own = partOf(key[PARTS], key[KIND], manip)
  const band = range.ports ?? (isQuery ? { from: 0, to: 65535 } : bandOf(own))
  const first = Math.min(band.from, band.to)
  const size = Math.abs(band.to - band.from) + 1

  let offset = 0
  if (range.base !== undefined) offset = (own - range.base) & 0xffff
  else if (range.random || manip === 'src') offset = core.env.random() & 0xffff

  for (let round = Math.min(size, MAX_TRIES); ; round >>= 1) {
    for (let i = 0; i < round; i++, offset = (offset + 1) & 0xffff) {
      setPart(key, manip, first + (offset % size))
      const owner = round - i <= FORCED_TRIES ? ownerAfterForce(core, key, h) : ownerOf(core, key, h)
      if (isFree(core, key, owner, tries)) return
    }
    if (round >= size || round < SHORTEST_ROUND) return
    offset = core.env.random() & 0xffff
  }
}
