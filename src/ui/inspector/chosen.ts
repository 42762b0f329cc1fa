/** Which packet the inspector shows, and where it is. */
import type { Scenario } from '../../model/scenario'
import type { TraceEvent } from '../../model/trace'
import type { PacketView, View } from '../../model/view'
import type { Selection } from '../store/store'

/** The selected packet, else the one in focus, else the last one that something happened to. */
export function chosenPacket(view: View, selection: Selection, trace: readonly TraceEvent[]): PacketView | undefined {
  const selected = selection.pkt === undefined ? undefined : view.packets.get(selection.pkt)
  if (selected) return selected
  if (view.focus.pkt !== undefined) {
    const focused = view.packets.get(view.focus.pkt)
    if (focused) return focused
  }
  for (let n = view.n - 1; n >= 0; n--) {
    const event = trace[n]
    if (event && 'pkt' in event && event.pkt !== undefined) return view.packets.get(event.pkt)
  }
  return undefined
}

/** The node that the packet's changes belong to: where it is, or the one that sent it on. */
export function nodeOf({ place }: PacketView, scenario: Scenario): string {
  const id = place.at === 'wire' ? place.from.node : place.node
  return scenario.nodes.find((node) => node.id === id)?.name ?? id
}
