/** How a packet's life ended, as a sign and a few words: a red stop, or a green tick. */
import type { PacketView } from '../../model/view'
import { words } from './words'

export function Ending({ packet }: { packet: PacketView }) {
  const { place } = packet
  if (place.at === 'dropped')
    return (
      <p className="pkt-end" data-end="dropped">
        <StopSign />
        {words.drop[place.reason]}
      </p>
    )
  if (place.at === 'delivered')
    return (
      <p className="pkt-end" data-end="delivered">
        <i aria-hidden="true">✓</i>
        {words.answered}
      </p>
    )
  return null
}

export const StopSign = () => (
  <svg className="pkt-stop" viewBox="0 0 20 20" aria-hidden="true">
    <path d="M6 1h8l5 5v8l-5 5H6l-5-5V6z" />
    <path d="M5.5 10h9" />
  </svg>
)
