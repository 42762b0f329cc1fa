/** One direction of an entry: from → to, each end in the colour of its realm, a translated end marked. */
import { toneOf } from '../../draw/realm'
import type { Tuple } from '../../model/conntrack'
import type { Scenario } from '../../model/scenario'
import { panels } from '../text/panels'
import type { EndWidth } from './widths'

interface Props {
  tuple: Tuple
  from: EndWidth
  to: EndWidth
  scenario: Scenario
  translated?: { src: boolean; dst: boolean }
}

export function TupleCell({ tuple, from, to, scenario, translated }: Props) {
  return (
    <>
      <End address={tuple.src} port={tuple.sport} width={from} scenario={scenario} translated={translated?.src} />
      {' → '}
      <End address={tuple.dst} port={tuple.dport} width={to} scenario={scenario} translated={translated?.dst} />
      {tuple.id !== undefined && ` ${panels.conntrack.id(tuple.id)}`}
    </>
  )
}

interface EndProps {
  address: string
  port?: number
  width: EndWidth
  scenario: Scenario
  translated?: boolean
}

/** Colons stand under each other: what is missing on either side of one is empty room. */
function End({ address, port, width, scenario, translated }: EndProps) {
  const text = port === undefined ? address : `${address}:${port}`
  const full = width.address + (width.port ? 1 + width.port : 0)
  const before = Math.max(0, width.address - address.length)
  const room = { marginInline: `${before}ch ${Math.max(0, full - before - text.length)}ch` }
  if (!translated)
    return (
      <span className={`conntrack-end a-${toneOf(scenario, address)}`} style={room}>
        {text}
      </span>
    )
  return (
    <span className="conntrack-end conntrack-nat" style={room} title={panels.conntrack.translated}>
      {text}
      <span className="hidden-text"> ({panels.conntrack.translated})</span>
    </span>
  )
}
