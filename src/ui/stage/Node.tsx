/** A machine on the stage: its name and addresses. It can be dragged, or moved by the arrow keys. */
import type { CSSProperties } from 'react'
import type { Acting } from '../../draw/acting'
import type { NodeBox } from '../../draw/layout'
import type { NodeSpec, Scenario } from '../../model/scenario'
import { Address } from './Address'
import { useMover } from './useMover'
import { words } from './words'

interface NodeProps {
  spec: NodeSpec
  box: NodeBox
  /** Where the pane begins. */
  left: number
  em: number
  scenario: Scenario
  busy: boolean
  /** What it does at this step, where no packet shows it. */
  acting?: Acting
  /** A router can be shown from inside. */
  onShow?: () => void
}

export function Node({ spec, box, left, em, scenario, busy, acting, onShow }: NodeProps) {
  const mover = useMover(scenario.id, spec.id, em, onShow)
  const service = spec.services?.[0]
  // A router may have one address on several interfaces.
  const addresses = new Set(spec.interfaces.slice(0, onShow ? undefined : 1).map((i) => bare(i.addresses[0])))
  const place: CSSProperties = { left: box.x - left, top: box.y, width: box.width, height: box.height }
  return (
    <li
      className="node"
      data-size={box.size}
      data-router={onShow ? true : undefined}
      data-busy={busy || undefined}
      data-acting={acting && true}
      data-moving={mover.moving || undefined}
      style={place}
    >
      <button
        type="button"
        className="node-grip"
        aria-label={onShow ? words.node.router(spec.name) : words.node.move(spec.name)}
        aria-pressed={mover.moving}
        aria-keyshortcuts="M"
        title={onShow ? words.node.routerHint : words.node.hint}
        {...mover.on}
      />
      <strong>{spec.name}</strong>
      {[...addresses].map((address) => (
        <span key={address} className="node-address">
          <Address end={{ address, port: onShow ? undefined : service?.port }} bare />
        </span>
      ))}
      {service && <span className="hidden-text"> {words.service(service.proto, service.port)}</span>}
      {acting && <span className="node-act">{saidOf(acting)}</span>}
      {mover.moving && (
        <span className="node-hint" role="status">
          {words.node.moving}
        </span>
      )}
    </li>
  )
}

/** In two or three words: the explanation says it in full. */
function saidOf(acting: Acting): string {
  if ('does' in acting) return words.act.does[acting.does]
  const { socket, changed } = acting
  if (changed === 'sent') return words.act.sent(socket.sent)
  if (changed === 'received') return words.act.received(socket.received)
  return words.act.state(
    socket.proto.toUpperCase(),
    /^closed$/i.test(socket.state) ? (socket.outcome ?? socket.state) : socket.state,
  )
}

const bare = (address = ''): string => address.split('/')[0]
