/** A packet's element. Where it flies from is `useFlights`' business; here it only stands. */
import { memo } from 'react'
import { diffOf } from '../../draw/diff'
import { factsOf, titleOf } from '../../draw/facts'
import { leakOf } from '../../draw/leak'
import type { OnWire } from '../../draw/rest'
import type { PacketView } from '../../model/view'
import { useScope } from '../store/store'
import { Leak } from './Leak'
import { PacketCard } from './PacketCard'
import { PacketPill } from './PacketPill'
import { words } from './words'
import './packet.css'
import './wireshark.css'

export type Form = 'open' | 'host' | 'pill'

interface PacketProps {
  packet: PacketView
  form: Form
  /** Where it is on a wire. */
  wire?: OnWire
  /** The machine it is at, where the card stands under another. */
  at?: string
}

/** Drawn anew only when the packet itself has changed: with hundreds in flight, most have not. */
export const Packet = memo(function Packet({ packet, form, wire, at }: PacketProps) {
  const scenario = useScope((scope) => scope.run.scenario)
  const found = leakOf(scenario, packet, wire)
  // Where that is what it died of, its ending says so.
  const leak = packet.place.at === 'dropped' && packet.place.reason === 'lost-private' ? undefined : found
  const facts = factsOf(packet.bytes)
  const select = useScope((scope) => scope.select)
  const chosen = useScope((scope) => scope.selection.pkt === packet.id)
  return (
    <article
      className={`pkt pkt-${form}`}
      data-pkt={packet.id}
      data-place={packet.place.at}
      data-tone={toneOfCard(packet)}
      data-chosen={chosen || undefined}
      data-leak={found && true}
      data-wire={facts.colour}
      data-ct={packet.ct?.state}
      aria-label={words.packetName(packet.id, titleOf(facts))}
    >
      <button
        type="button"
        className="pkt-pick"
        aria-label={words.pick(packet.id)}
        aria-pressed={chosen}
        onClick={() => select({ pkt: packet.id, entry: packet.ct?.entry ?? undefined })}
      />
      <i className="pkt-tip" aria-hidden="true" />
      {form === 'pill' ? (
        <PacketPill packet={packet} />
      ) : (
        <PacketCard packet={packet} short={form === 'host'} at={at} />
      )}
      {leak && <Leak leak={leak} />}
    </article>
  )
}, same)

/** A rest is made anew each time; what is seen of it is which wire it is on. */
function same(a: PacketProps, b: PacketProps): boolean {
  return a.packet === b.packet && a.form === b.form && a.wire?.link === b.wire?.link && a.at === b.at
}

/** The frame says in one colour what matters most about the packet now; the words inside say it too. */
function toneOfCard(packet: PacketView): string {
  if (packet.place.at === 'dropped') return 'drop'
  if (packet.place.at === 'delivered') return 'ok'
  const diff = diffOf(packet)
  if (diff.src || diff.dst || diff.id || diff.inner) return 'nat'
  return diff.ttl ? 'route' : 'plain'
}
