/** One side at its place: the packet as it is there, and what just happened to it. */
import { factsOf, titleOf } from '../../draw/facts'
import { explain } from '../../explain/explain'
import { Address } from '../stage/Address'
import { useScope } from '../store/store'
import type { Choice } from './choices'
import type { SideRun } from './useComparison'
import { words } from './words'

interface Props {
  choice: Choice
  run: SideRun
  place: number
  differs: boolean
}

export function Side({ choice, run, place, differs }: Props) {
  const switchTo = useScope((scope) => scope.switchTo)
  const seek = useScope((scope) => scope.seek)
  const { trace, views } = run
  const { scenario } = run.run
  const before = views.at(trace, Math.max(0, place - 1))
  const view = views.at(trace, place)
  const event = place > 0 ? trace[place - 1] : undefined
  const packet = event && 'pkt' in event && event.pkt !== undefined ? view.packets.get(event.pkt) : undefined
  const facts = packet && factsOf(packet.bytes)
  const { branch } = choice

  return (
    <article className="compare-side" data-differs={differs || undefined} aria-label={choice.name}>
      <header>
        <strong>{choice.name}</strong>
        <span>{place === 0 ? words.start : words.event(place, trace.length)}</span>
        {branch !== undefined && (
          <button
            type="button"
            className="btn quiet"
            onClick={() => {
              switchTo(branch)
              seek(place)
            }}
          >
            {words.go}
          </button>
        )}
      </header>
      <p className="compare-packet">
        {facts ? (
          <>
            <b>{titleOf(facts)}</b> <Address end={facts.src} /> → <Address end={facts.dst} />
          </>
        ) : (
          words.noPacket
        )}
      </p>
      {event && (
        <p className="compare-say">
          <em>{differs ? `≠ ${words.differs}` : `= ${words.alike}`}</em>{' '}
          {explain(event, before, view, scenario).sentence}
        </p>
      )}
    </article>
  )
}
