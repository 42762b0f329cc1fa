/** A tuple on one line, in its realms' colours; ICMP's id stands where others have ports. */
import type { Tuple } from '../../model/conntrack'
import { Address } from '../stage/Address'

export function TupleText({ tuple }: { tuple: Tuple }) {
  return (
    <span className="tuple">
      <Address end={{ address: tuple.src, port: tuple.sport }} bare /> <i aria-hidden="true">→</i>
      <span className="hidden-text"> to </span> <Address end={{ address: tuple.dst, port: tuple.dport }} bare />
      {tuple.id !== undefined && <span className="mono"> id {tuple.id}</span>}
    </span>
  )
}
