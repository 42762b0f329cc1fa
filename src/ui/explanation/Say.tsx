/** The sentence, its addresses in their realm's colour, and the one that this step brought about as NAT's. */
import { Fragment } from 'react'
import { diffOf } from '../../draw/diff'
import { endText } from '../../draw/facts'
import { toneOf } from '../../draw/realm'
import type { Scenario } from '../../model/scenario'
import type { TraceEvent } from '../../model/trace'
import type { View } from '../../model/view'

/** An address, with its port if it has one, but no prefix: that is a network's. */
const ADDRESS = /(\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?)(?![\d/]|\.\d)/

interface SayProps {
  sentence: string
  fresh?: string
  scenario: Scenario
}

export function Say({ sentence, fresh, scenario }: SayProps) {
  // Split by a group: what matched stands at every second place.
  return sentence.split(ADDRESS).map((part, i) =>
    i % 2 === 0 ? (
      // oxlint-disable-next-line react/no-array-index-key -- the places are all that tells them apart
      <Fragment key={i}>{part}</Fragment>
    ) : (
      <span
        // oxlint-disable-next-line react/no-array-index-key -- a sentence may name an address twice
        key={i}
        className="addr explanation-end"
        data-tone={toneOf(scenario, part.split(':')[0])}
        data-new={part === fresh || undefined}
      >
        {part}
      </span>
    ),
  )
}

/** The end that this event rewrote, as it is now. */
export function freshEnd(event: TraceEvent | undefined, view: View): string | undefined {
  const packet = event?.kind === 'rewrite' ? view.packets.get(event.pkt) : undefined
  if (!event || !packet) return undefined
  const { src, dst } = diffOf(packet)
  const change = [src, dst].find((each) => each?.n === event.n)
  return change && endText(change.now)
}
