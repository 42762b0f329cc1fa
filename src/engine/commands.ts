/** What a command does to a machine (`model/command.ts`). */
import { address, parseAddress } from '../packet/address'
import { build } from '../packet/build'
import { fromHex } from '../packet/bytes'
import { PROTO } from '../packet/protocol'
import { parseRuleset } from '../rules/parse'
import type { RuleError, Ruleset } from '../rules/ruleset'
import { setErrors } from '../rules/set-names'
import type { Command } from '../model/command'
import { startPing, startTcp, startUdp } from './app/client'
import { connectTcp } from './app/tcp-socket'
import { openUdp } from './app/udp-socket'
import { send } from './ip/output'
import type { IpSet } from './ipset/set'
import { type MakeSets, setComplaint, setsOf } from './ipset/sets'
import type { Machine } from './machine'

/** Throws RangeError, with the sentence that the person reads, when it cannot be done; the machine is as before then. */
export function carryOut(machine: Machine, command: Command, makeSets?: MakeSets): void {
  const { say, sockets, id: node } = machine
  switch (command.do) {
    case 'tcp':
      startTcp(machine, sockets, command)
      return
    case 'udp':
      return startUdp(machine, sockets, command)
    case 'ping':
      return startPing(machine, sockets, command)
    case 'packet':
      send(machine, build(command.packet), { by: 'person' })
      return
    case 'rules':
      loadRules(machine, command.text, false, makeSets)
      return say?.({ kind: 'rules', node, text: command.text, ruleset: machine.netfilter.current() })
    case 'sysctl':
      machine.setSysctl(command.name, command.value)
      return say?.({ kind: 'sysctl', node, name: command.name, value: String(command.value) })
  }
}

/**
 * Puts a text's rules in force, with its counters or without, and its sets in the place of those of their names.
 * Throws RangeError with the first error's place.
 */
export function loadRules(machine: Machine, text: string, keepCounters: boolean, makeSets?: MakeSets): void {
  const { ruleset, sets } = readRules(machine, text, makeSets)
  for (const set of sets) setsOf(machine).replace(set)
  machine.netfilter.load(ruleset, { keepCounters })
}

const NO_MAKER: MakeSets = () => {
  throw new RangeError('no sets can be made here')
}

function readRules(machine: Machine, text: string, makeSets = NO_MAKER): { ruleset: Ruleset; sets: IpSet[] } {
  const parsed = parseRuleset(text)
  if (!parsed.ok) throw refusal(machine, parsed.errors[0])
  const { sets: lines, ...ruleset } = parsed.ruleset
  const { sets, errors } = lines ? makeSets(machine, lines) : { sets: [], errors: [] }
  errors.push(...setErrors(text, ruleset, (name) => setComplaint(machine, name, sets)))
  if (errors.length > 0) throw refusal(machine, errors[0])
  return { ruleset, sets }
}

const refusal = ({ id }: Machine, { line, column, message, expected }: RuleError): RangeError =>
  new RangeError(
    `rules of "${id}", line ${line}, column ${column}: ${message.replace(/\.$/, '')}; expected: ${expected}`,
  )

/** A socket that only sends or connects; it stays open. */
export interface Originate {
  proto: 'tcp' | 'udp'
  dst: string
  dport: number
  src?: string
  sport?: number
  /** Hex. */
  payload?: string
}

/** `connect` or `sendto`, and then nothing more. Nothing at all where no route leads. */
export function originate(machine: Machine, { proto, dst, dport, src, sport, payload = '' }: Originate): void {
  const remote = address(dst)
  const route = machine.routes.lookup(remote)
  if (!route) return
  const number = proto === 'tcp' ? PROTO.TCP : PROTO.UDP
  const own = src === undefined ? null : parseAddress(src)
  if (own !== null && !machine.routes.isLocal(own)) return
  const local = own ?? route.source
  const peer = { proto: number, local, remote, rport: dport }
  const ends = { ...peer, lport: sport || machine.sockets.freePort(peer) }
  if (proto === 'tcp')
    connectTcp(machine, machine.sockets, ends, { reads: false, received: () => {}, finished: () => {} })
  else {
    const bound = { ...ends, local: own ?? 0, remote: 0, rport: 0 }
    openUdp(machine, machine.sockets, bound, () => {}).send(fromHex(payload) ?? new Uint8Array(0), ends)
  }
}
