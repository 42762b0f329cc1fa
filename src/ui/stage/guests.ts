/** The packets on the stage now, each with where it is to be seen. */
import { isShown } from '../../draw/flight'
import type { Layout } from '../../draw/layout'
import { restOf, type Rest } from '../../draw/rest'
import type { PacketId, TraceEvent } from '../../model/trace'
import type { PacketView, View } from '../../model/view'

export interface Guest {
  packet: PacketView
  rest: Rest
  /** The one that the step is about. */
  open: boolean
}

export function guestsOf(
  plan: Layout,
  trace: readonly TraceEvent[],
  view: View,
  before: View,
  about: PacketId | undefined,
): Guest[] {
  return [...view.packets.values()]
    .filter((packet) => isShown(packet, view, before))
    .map((packet) => ({ packet, rest: restOf(packet, plan, trace, view), open: packet.id === about }))
}
