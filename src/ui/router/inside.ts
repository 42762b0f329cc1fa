/** What every level of detail is drawn from. */
import type { Road } from '../../draw/road'
import type { NodeSpec } from '../../model/scenario'
import type { TraceEvent } from '../../model/trace'
import type { NodeView, PacketView } from '../../model/view'

export interface Inside {
  spec: NodeSpec
  node: NodeView
  road: Road
  /** The events of the packet's stay here, oldest first. */
  visit: readonly TraceEvent[]
  /** The packet that the picture is about. */
  packet?: PacketView
  /** More that are here. */
  others: PacketView[]
}
