/** Programs that start a conversation: what the commands `tcp`, `udp` and `ping` run. */
import { formatAddress, parseAddress } from '../../packet/address'
import { concat } from '../../packet/bytes'
import { PROTO } from '../../packet/protocol'
import type { Command } from '../../model/command'
import { MILLISECOND, SECOND } from '../../model/time'
import { whyNot } from '../ip/output'
import type { Stack } from '../ip/stack'
import * as dns from './dns'
import * as http from './http'
import { ping } from './ping'
import type { Ends, SocketTable } from './sockets'
import { connectTcp, type TcpSocket } from './tcp-socket'
import { encode } from './text'
import { openUdp } from './udp-socket'

/** How long a client waits for an answer before it gives up. */
const TCP_PATIENCE = 30 * SECOND
const UDP_PATIENCE = 5 * SECOND
/** How long a client takes to read the answer before it hangs up: the acknowledgment has left by then. */
const READING = 1 * MILLISECOND
const DNS_PORT = 53
const QUESTION = 'www.example.com'

type Of<D extends Command['do']> = Extract<Command, { do: D }>

/** Throws RangeError, with the sentence that the person reads, when the conversation cannot even begin. */
export function startTcp(stack: Stack, table: SocketTable, command: Of<'tcp'>): TcpSocket {
  const ends = endsFor(stack, table, PROTO.TCP, command)
  const request = encode(command.request ?? http.request(formatAddress(ends.remote)))
  const wantsAnswer = request.length > 0
  let answer: Uint8Array = new Uint8Array(0)
  let stopWaiting: (() => void) | null = null
  const done = (socket: TcpSocket, outcome: string) => {
    stopWaiting?.()
    socket.outcome(outcome)
    if (command.close !== false) stack.after(READING, () => socket.close())
  }
  return connectTcp(stack, table, ends, {
    connected(socket) {
      if (!wantsAnswer) return done(socket, 'connected')
      socket.send(request)
      stopWaiting = stack.after(TCP_PATIENCE, () => done(socket, 'no answer'))
    },
    received(socket, data) {
      answer = concat(answer, data)
      if (http.isComplete(answer)) done(socket, 'answered')
    },
    finished(socket) {
      stopWaiting?.()
      if (answer.length > 0) socket.outcome('answered')
      stack.after(READING, () => socket.close())
    },
    ended: () => stopWaiting?.(),
  })
}

/** Throws RangeError likewise. */
export function startUdp(stack: Stack, table: SocketTable, command: Of<'udp'>): void {
  const ends = endsFor(stack, table, PROTO.UDP, command)
  const isDns = command.dport === DNS_PORT && command.payload === undefined
  const payload = isDns ? dns.query(stack.random() & 0xffff, QUESTION) : encode(command.payload ?? 'hello')
  const close = (outcome: string) => {
    stopWaiting()
    socket.close(outcome)
  }
  const socket = openUdp(
    stack,
    table,
    ends,
    () => close('answered'),
    (_, why) => close(why),
  )
  const stopWaiting = stack.after(UDP_PATIENCE, () => close('no answer'))
  socket.send(payload)
}

/** Throws RangeError likewise. */
export function startPing(stack: Stack, table: SocketTable, command: Of<'ping'>): void {
  const { count = 1, interval = SECOND } = command
  if (!Number.isInteger(count) || count < 1 || count > 1000)
    throw new RangeError(`ping: count ${count} is not between 1 and 1000`)
  const ends = endsFor(stack, table, PROTO.ICMP, { node: command.node, dst: command.dst, dport: 0, sport: command.id })
  ping(stack, table, ends, count, interval)
}

/** Chooses the source address and port as `connect` does. */
function endsFor(
  stack: Stack,
  table: SocketTable,
  proto: number,
  command: { node: string; dst: string; dport: number; src?: string; sport?: number },
): Ends {
  const remote = parseAddress(command.dst)
  if (remote === null) throw new RangeError(`"${command.dst}" is not an IPv4 address`)
  const refusal = whyNot(stack, remote)
  const route = stack.routes.lookup(remote)
  if (refusal || !route) throw new RangeError(`${command.dst}: Network is unreachable`)
  const own = command.src === undefined ? null : parseAddress(command.src)
  if (command.src !== undefined && (own === null || !stack.routes.isLocal(own))) {
    throw new RangeError(`${command.src}: Cannot assign requested address`)
  }
  const rest = { proto, local: own ?? route.source, remote, rport: command.dport }
  const ends = { ...rest, lport: command.sport ?? table.freePort(rest) }
  if (!table.isFree(ends)) throw new RangeError(`port ${ends.lport}: Address already in use`)
  return ends
}
