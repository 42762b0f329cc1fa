/** One direction of an entry: from → to, each end in the colour of its realm, a translated end marked. */
import { toneOf } from '../../draw/realm'
import type { Tuple } from '../../model/conntrack'
import type { Scenario } from '../../model/scenario'
import { panels } from '../text/panels'

interface Props {
  tuple: Tuple
  scenario: Scenario
  translated?: { src: boolean; dst: boolean }
}

export function TupleCell({ tuple, scenario, translated }: Props) {
  return (
    <>
      <End address={tuple.src} port={tuple.sport} scenario={scenario} translated={translated?.src} />
      <span className="conntrack-arrow"> → </span>
      <End address={tuple.dst} port={tuple.dport} scenario={scenario} translated={translated?.dst} />
      {tuple.id !== undefined && <span className="conntrack-id"> {panels.conntrack.id(tuple.id)}</span>}
    </>
  )
}

interface EndProps {
  address: string
  port?: number
  scenario: Scenario
  translated?: boolean
}

function End({ address, port, scenario, translated }: EndProps) {
  const text = port === undefined ? address : `${address}:${port}`
  if (!translated) return <span className={`a-${toneOf(scenario, address)}`}>{text}</span>
  return (
    <span className="conntrack-nat" title={panels.conntrack.translated}>
      {text}
      <span className="hidden-text"> ({panels.conntrack.translated})</span>
    </span>
  )
}
