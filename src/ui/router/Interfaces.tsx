/** The interfaces of a router, from left to right, which of them its packet came in by and goes out by, and the detail. */
import { toneOf } from '../../draw/realm'
import { waysOf } from '../../draw/visit'
import type { InterfaceSpec, NodeSpec } from '../../model/scenario'
import type { View } from '../../model/view'
import { useScope } from '../store/store'
import { Detail } from './Detail'
import { useLevel } from './detail'
import { words } from './words'

export function Interfaces({ spec }: { spec: NodeSpec }) {
  const level = useLevel(spec.id)
  const pkt = useScope(({ view, selection }) => guestOf(view, spec.id, selection.pkt))
  const many = (level > 1 && spec.interfaces.length > 2) || undefined
  return (
    <div className="router-head">
      <div className="router-tools" data-many={many}>
        {level > 1 && (
          <ul className="router-ifaces" data-many={many}>
            {spec.interfaces.map((each) => (
              <Interface key={each.name} spec={each} pkt={pkt} />
            ))}
          </ul>
        )}
        <Detail node={spec.id} />
      </div>
    </div>
  )
}

/** The selected packet, if it is in this router, else the last that came. */
function guestOf({ packets }: View, node: string, selected?: number): number | undefined {
  let last: number | undefined
  for (const { id, place } of packets.values()) {
    if (place.at !== 'node' || place.node !== node) continue
    if (id === selected) return id
    last = id
  }
  return last
}

/** `docker0`, `br-1a2b`, `virbr0`: what Docker, libvirt, LXC and Kubernetes call theirs. */
const BRIDGE = /^(br|docker|virbr|lxcbr|lxdbr|cni|cbr)[-\d]/

export function Interface({ spec: { name, addresses }, pkt }: { spec: InterfaceSpec; pkt?: number }) {
  const scenario = useScope((scope) => scope.run.scenario)
  const way = useScope(({ trace, view }) => {
    if (pkt === undefined) return undefined
    const { came, goes } = waysOf(trace, view.n, pkt)
    return name === came ? 'in' : name === goes ? 'out' : undefined
  })
  const address = addresses[0]?.split('/')[0] ?? ''
  const bridge = BRIDGE.test(name)
  return (
    <li
      className="router-iface mono"
      data-tone={toneOf(scenario, address)}
      data-way={way}
      title={bridge ? words.bridgeHint : undefined}
    >
      <b>{name}</b> <span className="router-address">{address}</span>
      {bridge && <span className="router-bridge"> {words.bridge}</span>}
      {way && (
        <>
          <i aria-hidden="true" />
          <span className="hidden-text"> {way === 'in' ? words.comesIn : words.goesOut}</span>
        </>
      )}
    </li>
  )
}
