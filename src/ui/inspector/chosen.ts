/** Which packet the inspector shows. */
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
