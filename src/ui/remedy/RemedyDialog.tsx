/** What would let the packet through that was dropped at this step. Only what was tried is offered. */
import type { Remedy } from '../../explain/remedies'
import type { EventOf } from '../../model/trace'
import { Dialog } from '../app/Dialog'
import { useShell } from '../app/shell'
import { RuleText } from '../explanation/RuleText'
import { useScope } from '../store/store'
import './remedy.css'
import { useTried, type Tried } from './useTried'
import { words } from './words'

export function RemedyDialog() {
  const { trace, playhead } = useScope()
  const event = playhead > 0 ? trace[playhead - 1] : undefined
  return <Dialog title={words.ask}>{event?.kind === 'drop' ? <Remedies drop={event} /> : <p>{words.gone}</p>}</Dialog>
}

function Remedies({ drop }: { drop: EventOf<'drop'> }) {
  const { run, trace, view } = useScope()
  const trying = useTried(run, trace, drop, view)
  if (trying.kind === 'running') return <p role="status">{words.running}</p>
  if (trying.kind === 'failed') return <p role="alert">{words.failed(trying.message)}</p>
  if (trying.tried.length === 0) return <p role="status">{words.none}</p>
  return (
    <>
      <p className="remedy-lead" role="status">
        {words.lead}
      </p>
      <ol className="remedy-list">
        {trying.tried.map((tried) => (
          <Offer key={tried.remedy.shell} {...tried} />
        ))}
      </ol>
    </>
  )
}

function Offer({ remedy, fate }: Tried) {
  const nodes = useScope((scope) => scope.run.scenario.nodes)
  const show = useShell((shell) => shell.show)
  const name = (id: string) => nodes.find((node) => node.id === id)?.name ?? id
  return (
    <li>
      <h3>{words.on(name(remedy.node))}</h3>
      <RuleText rule={remedy.shell} />
      <p>
        {words.what(remedy, name(remedy.node))}
        {remedy.changes.map(({ was, now }, i) => (
          <span className="remedy-change" key={now}>
            {i > 0 && ', '} <code>{now}</code> {words.inPlaceOf} <code>{was}</code>
          </span>
        ))}
      </p>
      <p className="remedy-fate" data-through={fate.kind === 'deliver' || undefined}>
        <span aria-hidden="true">{fate.kind === 'deliver' ? '✓' : '→'}</span>
        {words.fate(fate, remedy.answerTo !== undefined, name(fate.node))}
      </p>
      <button
        type="button"
        className="btn"
        onClick={() => {
          show({ dialog: null, pane: 'picture' })
          carryOut(remedy)
        }}
      >
        {words.go}
      </button>
    </li>
  )
}

function carryOut({ at, command, shell }: Remedy): void {
  const { seek, edit, say } = useScope.getState()
  seek(at)
  edit(command)
  say({ kind: 'info', text: words.done(shell) })
}
