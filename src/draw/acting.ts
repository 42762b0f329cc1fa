/** The machine that acts at a step which no packet shows: a command is carried out there, or a socket of its moves on. */
import type { Command } from '../model/command'
import type { SocketView, TraceEvent } from '../model/trace'
import type { View } from '../model/view'

export type Acting =
  | { node: string; does: Command['do'] }
  /** The socket as it is now, and what the step changed of it: its state, or how many bytes it sent or received. */
  | { node: string; socket: SocketView; changed: 'state' | 'sent' | 'received' }

/** `event` is the one at the playhead, `before` the view without it. */
export function actingAt(event: TraceEvent | undefined, before: View): Acting | undefined {
  if (event?.kind === 'command') return { node: event.command.node, does: event.command.do }
  if (event?.kind !== 'socket') return undefined
  const { node, socket } = event
  const was = before.nodes[node]?.sockets.get(socket.id)
  const moved = !was || was.state !== socket.state || was.outcome !== socket.outcome
  // A datagram's answer changes both: what it sent is news.
  const changed = moved ? 'state' : was.sent !== socket.sent ? 'sent' : 'received'
  return { node, socket, changed }
}
