/** `ping`: echo requests at an interval, and what came back. */
import * as icmp from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import { formatAddress } from '../../packet/address'
import { SECOND, type Micros } from '../../model/time'
import { send } from '../ip/output'
import type { Stack } from '../ip/stack'
import type { Ends, Socket, SocketTable } from './sockets'

/** How long ping waits for the last reply (`-W`, iputils). */
const PATIENCE = 10 * SECOND
const DATA = 56

export function ping(stack: Stack, table: SocketTable, ends: Ends, count: number, interval: Micros): void {
  const id = table.number()
  const counts = { sent: 0, received: 0 }
  let outcome: string | undefined
  let requests = 0
  const answered = new Set<number>()
  let stop: (() => void) | null = null

  const socket: Socket = {
    id,
    ends,
    hear(skb) {
      const at = ipv4.payloadAt(skb.bytes)
      counts.received += ipv4.endAt(skb.bytes) - at - icmp.HEADER
      answered.add(icmp.seq(skb.bytes, at))
      if (answered.size === count) close('answered')
      else show()
      return true
    },
    error() {
      outcome = 'unreachable'
      show()
      return true
    },
  }
  table.add(socket)
  request()

  function request(): void {
    requests++
    counts.sent += DATA
    show()
    const data = Uint8Array.from({ length: DATA }, (_, i) => i)
    const message = icmp.makeIcmp({ type: icmp.TYPE.ECHO, code: 0, id: ends.lport, seq: requests, data })
    const ttl = stack.settings.ttl
    const header = { src: ends.local, dst: ends.remote, proto: PROTO.ICMP, ttl, df: true, id: stack.random() & 0xffff }
    stop = stack.after(requests < count ? interval : PATIENCE, requests < count ? request : () => close('no answer'))
    send(stack, ipv4.makeIpv4(header, message), { by: 'application', socket: id })
  }

  function close(word: string): void {
    stop?.()
    outcome ??= word
    table.remove(socket)
    show('closed')
  }

  function show(state = 'open'): void {
    table.show({
      id,
      proto: 'icmp',
      local: formatAddress(ends.local),
      remote: formatAddress(ends.remote),
      state,
      ...counts,
      ...(outcome !== undefined && { outcome }),
    })
  }
}
