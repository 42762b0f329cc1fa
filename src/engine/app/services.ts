/** Programs that wait on a port (`Service` in model/scenario.ts). */
import { address } from '../../packet/address'
import { PROTO } from '../../packet/protocol'
import type { Service } from '../../model/scenario'
import { MILLISECOND } from '../../model/time'
import type { Stack } from '../ip/stack'
import * as dns from './dns'
import * as http from './http'
import type { SocketTable } from './sockets'
import { createQueue } from './accept-queue'
import { acceptTcp, type TcpApp, type TcpSocket } from './tcp-socket'
import { decode, encode } from './text'
import { openUdp } from './udp-socket'

/** How long a server takes to find its answer. */
const THINKING = 2 * MILLISECOND
const PAGE = '<!doctype html><title>Hello</title><p>Hello from the other side.'
/** What the DNS service knows: one address, in documentation space (RFC 5737). */
const KNOWN = address('192.0.2.80')

type TcpService = Extract<Service, { proto: 'tcp' }>
type UdpService = Extract<Service, { proto: 'udp' }>

export function serve(stack: Stack, table: SocketTable, service: Service): void {
  const local = service.address === undefined ? 0 : address(service.address)
  if (service.proto === 'udp') return serveUdp(stack, table, service, local)
  const queue = service.app === 'silent' ? createQueue(stack) : null
  table.listen(local, service.port, (skb, ends) => {
    const app = tcpApps[service.app](stack, service)
    return queue ? queue.accept(table, app, skb, ends) : acceptTcp(stack, table, app, skb, ends)
  })
}

const tcpApps: Record<TcpService['app'], (stack: Stack, service: TcpService) => TcpApp> = {
  /** One app for each connection: it remembers the request so far. */
  http(stack, service) {
    let asked = ''
    const respond = (socket: TcpSocket, closing: boolean) => () => {
      socket.send(encode(http.response(service.reply ?? PAGE)))
      if (closing) socket.close()
    }
    return {
      received(socket, data) {
        asked += decode(data)
        if (!http.headEnds(asked)) return
        stack.after(THINKING, respond(socket, http.wantsClose(asked)))
        asked = ''
      },
      finished: hangUp(stack),
    }
  },
  echo: (stack) => ({ received: (socket, data) => socket.send(data), finished: hangUp(stack) }),
  /** It never accepts: what is up waits in its queue. */
  silent: () => ({ reads: false, received: () => {}, finished: () => {} }),
}

/** A server closes its half once it has read to the end; the far end's FIN is acknowledged before that. */
const hangUp = (stack: Stack) => (socket: TcpSocket) => {
  stack.after(THINKING, () => socket.close())
}

function serveUdp(stack: Stack, table: SocketTable, service: UdpService, local: number): void {
  const ends = { proto: PROTO.UDP, local, lport: service.port, remote: 0, rport: 0 }
  openUdp(stack, table, ends, (socket, query) => {
    const reply =
      service.app === 'dns' ? dns.answer(query.payload, KNOWN) : service.app === 'echo' ? query.payload : null
    if (!reply) return
    for (const delay of service.replies ?? [THINKING]) {
      stack.after(delay, () => socket.send(reply, query.ends, query.pkt))
    }
  })
}
