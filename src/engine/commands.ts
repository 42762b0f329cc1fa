/** What a command does to a machine (`model/command.ts`). */
import { address, parseAddress } from '../packet/address'
import { build } from '../packet/build'
import { fromHex } from '../packet/bytes'
import { PROTO } from '../packet/protocol'
import { parseRuleset } from '../rules/parse'
import type { Ruleset } from '../rules/ruleset'
import type { Command } from '../model/command'
import { startPing, startTcp, startUdp } from './app/client'
import { connectTcp } from './app/tcp-socket'
import { openUdp } from './app/udp-socket'
import { send } from './ip/output'
import { setComplaint, setsNamed } from './ipset/sets'
import type { Machine } from './machine'

/** Throws RangeError, with the sentence that the person reads, when it cannot be done; the machine is as before then. */
export function carryOut(machine: Machine, command: Command): void {
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
      loadRules(machine, command.text, false)
      return say?.({ kind: 'rules', node, text: command.text, ruleset: machine.netfilter.current() })
    case 'sysctl':
      machine.setSysctl(command.name, command.value)
      return say?.({ kind: 'sysctl', node, name: command.name, value: String(command.value) })
  }
}

/** Puts a text's rules in force, with its counters or without. Throws RangeError with the first error's place. */
export const loadRules = (machine: Machine, text: string, keepCounters: boolean): void =>
  machine.netfilter.load(readRules(machine, text), { keepCounters })

function readRules(machine: Machine, text: string): Ruleset {
  const parsed = parseRuleset(text)
  if (parsed.ok) {
    for (const { name, line } of setsNamed(parsed.ruleset)) {
      const complaint = setComplaint(machine, name)
      if (complaint !== null) throw new RangeError(`rules of "${machine.id}", line ${line}: ${complaint}`)
    }
    return parsed.ruleset
  }
  const { line, column, message, expected } = parsed.errors[0]
  throw new RangeError(`rules of "${machine.id}", line ${line}, column ${column}: ${message}; ${expected} was expected`)
}

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
  const local = (src === undefined ? null : parseAddress(src)) ?? route.source
  const peer = { proto: number, local, remote, rport: dport }
  const ends = { ...peer, lport: sport ?? machine.sockets.freePort(peer) }
  if (proto === 'tcp')
    connectTcp(machine, machine.sockets, ends, { reads: false, received: () => {}, finished: () => {} })
  else {
    const bound = { ...ends, local: 0, remote: 0, rport: 0 }
    openUdp(machine, machine.sockets, bound, () => {}).send(fromHex(payload) ?? new Uint8Array(0), ends)
  }
}
