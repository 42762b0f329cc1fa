/** Logo, scenario, and what can be done to the run. */
import { ScenarioPicker } from '../scenario/ScenarioPicker'
import { useScope } from '../store/store'
import { ShareButton } from '../share/ShareButton'
import { paletteText, settingsText } from '../text/settings'
import { text } from '../text/text'
import { DialogButton } from './DialogButton'
import './header.css'
import { useShell } from './shell'

const PICTURE = 'M2.5 2.5h11v11h-11zM3 11.5l3.5-4 2.5 3 1.5-1.5 2.5 2.5M10.2 5.6h.1'
const SLIDERS =
  'M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6M8 4.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0M4 11.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0'

const APPLE = /Mac|iP(hone|ad)/.test(navigator.userAgent)

export function Header() {
  const { rules, show } = useShell()
  return (
    <header className="header">
      <h1 className="header-logo">
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
          <circle cx="12" cy="12" r="10.2" fill="none" stroke="var(--ink)" strokeWidth="2" />
          <path d="M12 5.6a6.4 6.4 0 0 1 0 12.8Z" fill="var(--private)" />
          <path d="M12 5.6a6.4 6.4 0 0 0 0 12.8Z" fill="var(--public)" />
        </svg>
        <span>{text.app.name}</span>
      </h1>
      <ScenarioPicker />
      <Edits />
      <div className="header-right">
        <button
          type="button"
          className="btn"
          aria-expanded={rules}
          onClick={() => show({ rules: !rules, pane: rules ? 'picture' : 'packet' })}
        >
          {text.rules.open}
        </button>
        <button type="button" className="btn" aria-haspopup="dialog" onClick={() => show({ dialog: 'builder' })}>
          {text.builder.open}
        </button>
        <button
          type="button"
          className="btn header-find"
          aria-label={paletteText.open}
          title={paletteText.open}
          aria-haspopup="dialog"
          onClick={() => show({ dialog: 'palette' })}
        >
          <kbd>{APPLE ? '⌘K' : 'Ctrl K'}</kbd>
        </button>
        <DialogButton dialog="pictures" name={paletteText.pictures} sign={PICTURE} className="header-pictures" />
        <DialogButton dialog="settings" name={settingsText.open} sign={SLIDERS} />
        <ShareButton />
      </div>
    </header>
  )
}

/** Only there once something was edited. */
function Edits() {
  const count = useScope((scope) => scope.run.edits.length)
  const canUndo = useScope((scope) => scope.canUndo)
  const canRedo = useScope((scope) => scope.canRedo)
  const undo = useScope((scope) => scope.undo)
  const redo = useScope((scope) => scope.redo)
  if (count === 0 && !canUndo && !canRedo) return null
  return (
    <div className="header-edits">
      {count > 0 && <span title={text.app.editsHint}>{text.app.edits(count)}</span>}
      <button
        type="button"
        className="btn quiet icon"
        aria-label={text.app.undo}
        aria-disabled={!canUndo}
        onClick={undo}
      >
        ↶
      </button>
      <button
        type="button"
        className="btn quiet icon"
        aria-label={text.app.redo}
        aria-disabled={!canRedo}
        onClick={redo}
      >
        ↷
      </button>
    </div>
  )
}
