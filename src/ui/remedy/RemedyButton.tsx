/** Beside the words about a drop, where something can be done about it. */
import { useMemo } from 'react'
import { remediesOf } from '../../explain/remedies'
import type { EventOf } from '../../model/trace'
import { useShell } from '../app/shell'
import { useScope } from '../store/store'
import './remedy.css'
import { words } from './words'

export function RemedyButton({ drop }: { drop: EventOf<'drop'> }) {
  const trace = useScope((scope) => scope.trace)
  const view = useScope((scope) => scope.view)
  const show = useShell((shell) => shell.show)
  const some = useMemo(() => remediesOf(trace, drop, view).length > 0, [trace, drop, view])
  if (!some) return null
  return (
    <p className="remedy-ask">
      <button type="button" className="btn" aria-haspopup="dialog" onClick={() => show({ dialog: 'remedy' })}>
        {words.ask}
      </button>
    </p>
  )
}
