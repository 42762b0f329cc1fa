/** A packet that the router's own kernel made: what it is about, and why it was made. */
import { factsOf, titleOf } from '../../draw/facts'
import type { PacketView } from '../../model/view'
import { Address } from '../stage/Address'
import { words as stage } from '../stage/words'
import { useScope } from '../store/store'
import { Facts } from './Facts'
import { words } from './words'

const say = words.born

export function Born({ packet }: { packet: PacketView }) {
  const about = useScope(({ view }) => view.packets.get(packet.born.about ?? -1))
  const { inner, ...facts } = factsOf(packet.bytes)
  /** For everybody on the wire, or by TEE; an answer comes from the other end. */
  const copied = about !== undefined && factsOf(about.bytes).src.address === facts.src.address
  return (
    <section className="sheet" aria-label={say.title}>
      <header className="sheet-head">
        <h3>{say.title}</h3>
        <span>{inner ? say.error : copied ? say.copy : say.answer}</span>
      </header>
      <Facts label={say.title}>
        <dt>{say.says}</dt>
        <dd>
          <b>{titleOf(facts)}</b>
        </dd>
        {about && (
          <>
            <dt>{say.about}</dt>
            <dd>
              {say.packet(about.id)} {titleOf(factsOf(about.bytes))}
              {inner && (
                <>
                  {': '}
                  <Address end={inner.src} bare /> → <Address end={inner.dst} bare />
                </>
              )}
            </dd>
          </>
        )}
        {about?.place.at === 'dropped' && (
          <>
            <dt>{say.because}</dt>
            <dd>{stage.drop[about.place.reason]}</dd>
          </>
        )}
        <dt>{say.way}</dt>
        <dd>{say.wayNote}</dd>
      </Facts>
    </section>
  )
}
