/** A TCP connection with addresses: `tcp/connection.ts` on top of the node's IP stack. */
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import * as tcp from '../../packet/tcp'
import { SECOND } from '../../model/time'
import type { PacketId, SocketView } from '../../model/trace'
import { echoedOptions } from '../ip/options-echo'
import { endpoint, send } from '../ip/output'
import { asksForWidth } from '../ip/path-mtu'
import type { Stack } from '../ip/stack'
import type { Skb } from '../skb'
import { type Ends, isTooLong, type Socket, type SocketTable } from './sockets'
import { accept, connect, type Connection, type End } from './tcp/connection'
import { readSegment, type Segment, writeOptions } from './tcp/segment'

/** The program above the socket. */
export interface TcpApp {
  /** False: what comes stays in the socket's buffer. */
  reads?: boolean
  /** Of a program that listens: no room for one more connection. */
  isFull?(): boolean
  connected?(socket: TcpSocket): void
  received(socket: TcpSocket, data: Uint8Array): void
  /** The far end has sent all it will. */
  finished(socket: TcpSocket): void
  ended?(socket: TcpSocket, why: End): void
}

export interface TcpSocket extends Socket {
  readonly connection: Connection
  send(data: Uint8Array): void
  close(): void
  /** What came of it, in a word, for the view: "answered". The first word stays. */
  outcome(word: string): void
}

export function connectTcp(stack: Stack, table: SocketTable, ends: Ends, app: TcpApp): TcpSocket {
  const socket = create(stack, table, ends, app, null)
  table.add(socket)
  return socket
}

/** Makes the socket that answers a SYN, with a cookie where it is told to; null when the segment is none. */
export function acceptTcp(
  stack: Stack,
  table: SocketTable,
  app: TcpApp,
  skb: Skb,
  ends: Ends,
  isCookie = false,
): TcpSocket | null {
  const at = ipv4.payloadAt(skb.bytes)
  const flags = tcp.flags(skb.bytes, at)
  const { SYN, ACK, RST, FIN } = tcp.FLAG
  if ((flags & (SYN | ACK | RST | FIN)) !== SYN) return null
  return create(stack, table, ends, app, skb, isCookie)
}

function create(
  stack: Stack,
  table: SocketTable,
  ends: Ends,
  app: TcpApp,
  syn: Skb | null,
  isCookie = false,
): TcpSocket {
  const id = table.number()
  let ipid = stack.random() & 0xffff
  let about: PacketId | undefined
  let word: string | undefined
  // Whatever this socket says repeats the options of the SYN (`tcp_v4_save_options`).
  const ipOptions = syn ? (echoedOptions(stack, syn, ends.local) ?? undefined) : undefined
  const mark = syn && stack.sysctl('net.ipv4.tcp_fwmark_accept') !== 0 ? syn.mark : 0
  const tos = syn && stack.sysctl('net.ipv4.tcp_reflect_tos') !== 0 ? ipv4.tos(syn.bytes) & 0xfc : 0
  const settings = {
    iss: stack.random(),
    clock: stack.random(),
    mss: Math.min(stack.mtuTo(ends.remote), 0xffff) - 40,
    synRetries: stack.sysctl('net.ipv4.tcp_syn_retries'),
    synLinear: stack.sysctl('net.ipv4.tcp_syn_linear_timeouts'),
    synAckRetries: stack.sysctl('net.ipv4.tcp_synack_retries'),
    retries: stack.sysctl('net.ipv4.tcp_retries2'),
    finTimeout: stack.sysctl('net.ipv4.tcp_fin_timeout') * SECOND,
    reads: app.reads ?? true,
    stamps: stack.sysctl('net.ipv4.tcp_timestamps') !== 0,
    sack: stack.sysctl('net.ipv4.tcp_sack') !== 0,
    scaling: stack.sysctl('net.ipv4.tcp_window_scaling') !== 0,
    tellsTwice: stack.sysctl('net.ipv4.tcp_dsack') !== 0,
    // A SYN has no business with a mark of its own (RFC 3168 §6.1.1).
    ecn: syn && ipv4.tos(syn.bytes) & 3 ? 0 : stack.sysctl('net.ipv4.tcp_ecn'),
    isCookie,
    abortsOnOverflow: stack.sysctl('net.ipv4.tcp_abort_on_overflow') !== 0,
  }
  const around = {
    now: () => stack.now(),
    after: (delay: number, task: () => void) =>
      stack.after(delay, () => {
        about = undefined
        task()
        show()
      }),
    emit,
    isFull: () => app.isFull?.() ?? false,
    connected: () => app.connected?.(socket),
    received: (data: Uint8Array) => app.received(socket, data),
    finished: () => app.finished(socket),
    ended(why: End) {
      socket.outcome(why)
      table.remove(socket)
      app.ended?.(socket, why)
    },
  }

  const connection: Connection = syn ? accept(around, settings, segmentOf(syn)) : connect(around, settings)
  const socket: TcpSocket = {
    id,
    ends,
    connection,
    hear(skb) {
      about = skb.id
      const wanted = connection.segment(segmentOf(skb))
      show()
      about = undefined
      return wanted
    },
    error(type, code, seq) {
      if (!connection.isUnderway(seq)) return false
      if (connection.state === 'SYN-RECEIVED' && !endsRequest(type, code)) return false
      if (isTooLong(type, code)) return true
      connection.unreachable(refusal(type, code))
      show()
      return true
    },
    send(data) {
      connection.send(data)
      show()
    },
    close() {
      connection.close()
      show()
    },
    outcome(w) {
      word ??= w
    },
  }

  if (syn) stack.say?.({ kind: 'deliver', pkt: syn.id, node: stack.id, to: 'tcp', socket: id })
  about = syn?.id
  show()
  connection.begin()
  about = undefined
  return socket

  function emit(s: Segment): void {
    const { local: src, remote: dst, lport: sport, rport: dport } = ends
    const { seq, ack, flags, window } = s
    const options = writeOptions(s.options)
    const segment = tcp.makeTcp({ sport, dport, seq, ack, flags, window, options }, s.payload, src, dst)
    // A SYN-ACK has no socket of its own yet: its id is 0 (`tcp_v4_send_synack`).
    const isSynAck = (flags & (tcp.FLAG.SYN | tcp.FLAG.ACK)) === (tcp.FLAG.SYN | tcp.FLAG.ACK)
    if (!isSynAck) ipid = (ipid + 1) & 0xffff
    const header = {
      src,
      dst,
      proto: PROTO.TCP,
      ttl: stack.settings.ttl,
      df: isSynAck || asksForWidth(stack, dst),
      tos,
      options: ipOptions,
    }
    const bytes = ipv4.makeIpv4({ ...header, id: isSynAck ? 0 : ipid }, segment)
    show()
    send(stack, bytes, { by: 'application', socket: id, about, mark })
  }

  function show(): void {
    const { state, sent, received } = connection
    const view: SocketView = {
      id,
      proto: 'tcp',
      local: endpoint(ends.local, ends.lport),
      remote: endpoint(ends.remote, ends.rport),
      state,
      sent,
      received,
      ...(word !== undefined && { outcome: word }),
    }
    table.show(view)
  }
}

const segmentOf = ({ bytes }: Skb): Segment => readSegment(bytes, ipv4.payloadAt(bytes), ipv4.endAt(bytes))

/** What ends a connection that a SYN asked for and that is not up yet (`tcp_v4_err`): not, for one, that its port is unreachable. */
const endsRequest = (type: number, code: number): boolean => type === 11 || type === 12 || (type === 3 && code <= 1)

/** What `connect` would say of an ICMP error: port and protocol unreachable are a refusal. */
export const refusal = (type: number, code: number): 'refused' | 'unreachable' =>
  type === 3 && (code === 2 || code === 3) ? 'refused' : 'unreachable'
