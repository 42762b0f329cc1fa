/** A row per thing that can be drawn, a button per kind of file. */
import { useState } from 'react'
import { rungsOf } from '../../draw/ladder'
import { copyMermaid, mermaidNow } from '../ladder/mermaid'
import { useScope } from '../store/store'
import type { Theme } from '../theme/theme'
import { download } from './download'
import { fileName } from './fileName'
import { entryNow, still, SUBJECTS, type Ending, type Subject } from './still'
import { words } from './words'

export function Stills({ theme }: { theme: Theme }) {
  const { run, trace, playhead, notice } = useScope()
  const [told, tell] = useState<{ kind: 'error' | 'info'; text: string } | null>(null)
  const [busy, setBusy] = useState(false)
  const rungs = rungsOf(trace).length
  const entry = entryNow()
  const about: Record<Subject, string | null> = {
    stage: words.about.stage(words.step(playhead, trace.length)),
    ladder: rungs > 0 ? words.about.ladder(rungs) : null,
    chart: entry,
  }

  async function save(make: () => Promise<{ blob: Blob; name: string }>) {
    if (busy) return
    setBusy(true)
    try {
      const { blob, name } = await make()
      download(blob, name)
      tell({ kind: 'info', text: words.saved(name) })
    } catch (why) {
      tell({ kind: 'error', text: words.failed(why) })
    }
    setBusy(false)
  }

  const mermaid = async () => ({
    blob: new Blob([mermaidNow()], { type: 'text/plain' }),
    name: fileName({ scenario: run.scenario.title, steps: [], what: words.slugs.ladder, ending: 'mmd' }),
  })
  const copy = async () => {
    await copyMermaid()
    const said = useScope.getState().notice
    if (said && said !== notice) tell(said)
  }

  return (
    <>
      <ul className="pictures-stills">
        {SUBJECTS.map((subject) => (
          <li key={subject}>
            <strong>{words.subjects[subject]}</strong>
            <span className={subject === 'chart' && entry ? 'mono' : undefined}>
              {about[subject] ?? words.nothing[subject]}
            </span>
            {about[subject] !== null && (
              <span className="pictures-kinds">
                {(['svg', 'png'] satisfies Ending[]).map((ending) => (
                  <button
                    key={ending}
                    type="button"
                    className="btn"
                    aria-label={words.as(words.subjects[subject], words[ending])}
                    aria-disabled={busy}
                    onClick={() => void save(() => still(subject, ending, theme))}
                  >
                    {words[ending]}
                  </button>
                ))}
                {subject === 'ladder' && (
                  <>
                    <button
                      type="button"
                      className="btn"
                      aria-label={words.mermaidFile}
                      aria-disabled={busy}
                      onClick={() => void save(mermaid)}
                    >
                      {words.saveMermaid}
                    </button>
                    <button type="button" className="btn" onClick={() => void copy()}>
                      {words.copyMermaid}
                    </button>
                  </>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
      <p className="pictures-told" role={told?.kind === 'error' ? 'alert' : 'status'} data-kind={told?.kind}>
        {told?.text}
      </p>
    </>
  )
}
