/** One plain sentence for the step at the playhead, the last one large, the one before it still there to read. */
import { useState } from 'react'
import { ruleAsked } from '../../draw/visit'
import { explain } from '../../explain/explain'
import { RemedyButton } from '../remedy/RemedyButton'
import { useScope } from '../store/store'
import { panels } from '../text/panels'
import { RuleText } from './RuleText'
import { freshEnd, Say } from './Say'
import { sourcesOf } from './source'
import './explanation.css'

const { explanation: text } = panels

export function Explanation() {
  const { trace, playhead, view, before } = useScope()
  /** Stays as a person left it, from note to note. */
  const [open, setOpen] = useState(false)
  const scenario = useScope((scope) => scope.run.scenario)
  const event = playhead > 0 ? trace[playhead - 1] : undefined
  const told = event && view.n === playhead ? explain(event, before, view, scenario) : undefined
  // Later packets ask no rule: what stands here is where their entry's mapping came from.
  const isOld = event?.kind === 'rewrite' && event.cause.by === 'nat' && !ruleAsked(trace, event.pkt, event)
  return (
    <section className="box explanation" aria-labelledby="explanation-title">
      <h2 id="explanation-title">
        {text.title} <span>{playhead > 0 ? text.step(playhead, trace.length) : text.start(trace.length)}</span>
      </h2>
      <div className="explanation-body" tabIndex={0} role="group" aria-labelledby="explanation-title">
        {/* Atomic: each step is one announcement. The key makes it a new one even where the words are the same. */}
        <div role="log" aria-label={text.title} aria-live="polite" aria-atomic="true">
          <p className="explanation-say" key={playhead}>
            {told ? (
              <Say sentence={told.sentence} fresh={freshEnd(event, view)} scenario={scenario} />
            ) : (
              `${scenario.lead} ${text.press}`
            )}
          </p>
        </div>
        {told?.rule && <RuleText rule={told.rule} from={isOld ? text.first : undefined} />}
        {event?.kind === 'drop' && <RemedyButton drop={event} />}
        <div className="explanation-foot">
          {told?.source && <Sources source={told.source} />}
          {told?.often && (
            <button
              type="button"
              className="explanation-more"
              aria-expanded={open}
              aria-controls="explanation-often"
              onClick={() => setOpen(!open)}
            >
              {text.often}
            </button>
          )}
        </div>
        {told?.often && (
          <aside className="explanation-often" id="explanation-often" aria-label={text.often} hidden={!open}>
            {told.often}
          </aside>
        )}
      </div>
    </section>
  )
}

/** Where it can be read: the kernel's function, the RFC's section. */
function Sources({ source }: { source: string }) {
  return (
    <p className="explanation-source">
      {sourcesOf(source).map(({ text: name, href }, i) => (
        <span key={name}>
          {i > 0 && ' · '}
          {href ? (
            <a href={href} target="_blank" rel="noreferrer" title={text.opens}>
              {name}
            </a>
          ) : (
            name
          )}
        </span>
      ))}
    </p>
  )
}
