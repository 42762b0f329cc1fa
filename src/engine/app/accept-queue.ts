/** Connections that nobody accepts wait at their listener, and so do those that are half open; of both there is room for so many. */
import type { Stack } from '../ip/stack'
import type { Skb } from '../skb'
import type { Ends, SocketTable } from './sockets'
import { acceptTcp, type TcpApp, type TcpSocket } from './tcp-socket'

/** What `listen` was told; a queue is full with one more than that (`sk_acceptq_is_full`). */
const BACKLOG = 8

export interface AcceptQueue {
  /** Null when the SYN is passed over. */
  accept(table: SocketTable, app: TcpApp, skb: Skb, ends: Ends): TcpSocket | null
}

/** As `tcp_conn_request`: with no room for one more half-open connection its SYN-ACK is a cookie, and nothing is kept. */
export function createQueue(stack: Stack): AcceptQueue {
  let waiting = 0
  const halfOpen = new Set<TcpSocket>()
  const isFull = () => waiting > BACKLOG

  return {
    accept(table, app, skb, ends) {
      if (isFull()) return null
      const cookies = stack.sysctl('net.ipv4.tcp_syncookies')
      const crowded = halfOpen.size > BACKLOG
      if (crowded && cookies === 0) return null
      const isCookie = crowded || cookies === 2
      const socket = acceptTcp(
        stack,
        table,
        {
          ...app,
          isFull,
          connected(s) {
            halfOpen.delete(s)
            waiting++
          },
          ended: (s) => void halfOpen.delete(s),
        },
        skb,
        ends,
        isCookie,
      )
      if (socket && !isCookie) halfOpen.add(socket)
      return socket
    },
  }
}
