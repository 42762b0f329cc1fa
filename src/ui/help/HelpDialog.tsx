/** Keys and colours, and the switch for keys without Ctrl. */
import { Dialog } from '../app/Dialog'
import { useShell } from '../app/shell'
import { useSingleKeys } from '../player/keys'
import { text } from '../text/text'
import './help.css'

const COLOURS = ['private', 'public', 'nat', 'route', 'lit'] as const

export function HelpDialog() {
  const { on, turn } = useSingleKeys()
  const show = useShell((shell) => shell.show)
  return (
    <Dialog title={text.help.title}>
      <dl className="help-keys">
        {text.help.keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              {key.split(' + ').map((part) => (
                <kbd key={part}>{part}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label className="help-switch">
        <input type="checkbox" checked={on} onChange={(event) => turn(event.target.checked)} />
        <span>
          {text.help.single}
          <small>{text.help.singleHint}</small>
        </span>
      </label>
      <h3>{text.help.colours}</h3>
      <ul className="help-colours">
        {COLOURS.map((colour) => (
          <li key={colour} data-colour={colour}>
            {text.help.legend[colour]}
          </li>
        ))}
      </ul>
      <p>
        <button type="button" className="btn" onClick={() => show({ dialog: 'fidelity' })}>
          {text.help.modelled}
        </button>
      </p>
    </Dialog>
  )
}
