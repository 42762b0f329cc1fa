/** A packet on a wire or in a crowd: protocol and 5-tuple, nothing more. */
import { diffOf } from '../../draw/diff'
import { titleOf } from '../../draw/facts'
import type { PacketView } from '../../model/view'
import { Address } from './Address'
import { ErrorSign, StopSign } from './Ending'

export function PacketPill({ packet }: { packet: PacketView }) {
  const diff = diffOf(packet)
  const { after } = diff
  return (
    <>
      <strong className="pill-title">
        {packet.place.at === 'dropped' ? <StopSign /> : <ErrorSign facts={after} />}
        {titleOf(after)}
        <span className="pkt-sub"> {packet.id}</span>
      </strong>
      <span className="pill-end" data-new={diff.src && true}>
        <Address end={after.src} />
      </span>
      <span className="pill-end" data-new={diff.dst && true}>
        <i aria-hidden="true">→</i>
        <Address end={after.dst} />
      </span>
    </>
  )
}
