/** Every header field of the packet in view, old beside new where this node changed it, or its bytes. */
import { useState } from 'react'
import type { PacketView } from '../../model/view'
import { laterWith } from '../app/later'
import { soon } from '../app/soon'
import { Segmented } from '../segmented/Segmented'
import { useScope } from '../store/store'
import { panels } from '../text/panels'
import { chosenPacket } from './chosen'
import { Legend } from './Legend'
import './inspector.css'

const { packet: text } = panels
const VIEWS = [
  { id: 'fields', name: text.fields },
  { id: 'bytes', name: text.bytes },
  { id: 'sums', name: text.sums },
] as const
type As = (typeof VIEWS)[number]['id']

const Body = soon('Body')
const CopyMenu = laterWith(async () => (await import('./CopyMenu')).CopyMenu)

export function Inspector() {
  const view = useScope((scope) => scope.view)
  const selection = useScope((scope) => scope.selection)
  const trace = useScope((scope) => scope.trace)
  const [as, setAs] = useState<As>('fields')
  const packet = chosenPacket(view, selection, trace)
  return (
    <section className="box inspector" aria-labelledby="inspector-title">
      <header className="inspector-head">
        <h2 id="inspector-title">{text.title}</h2>
        {packet && <p className="inspector-when">{when(packet, view.n - 1)}</p>}
        {packet && <Segmented label={text.view} options={VIEWS} chosen={as} onChoose={(id) => setAs(id)} />}
        {packet && <CopyMenu bytes={packet.bytes} />}
      </header>
      {packet ? (
        <Body key={packet.id} packet={packet} as={as} here={view.n - 1} />
      ) : (
        <div className="inspector-none" tabIndex={0} role="group" aria-labelledby="inspector-title">
          <p>{text.none}</p>
          <Legend />
        </div>
      )}
    </section>
  )
}

/** Old beside new is since it came to this node. */
function when({ rewrites }: PacketView, here: number): string {
  if (rewrites.at(-1)?.n === here) return text.step
  return rewrites.length ? text.node : text.unchanged
}
