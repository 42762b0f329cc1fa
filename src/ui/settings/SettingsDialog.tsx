/** Theme, text size, motion, keys, colours: each takes effect at once. */
import { useId, type ReactNode } from 'react'
import { Dialog } from '../app/Dialog'
import { useSingleKeys } from '../player/keys'
import { Segmented } from '../segmented/Segmented'
import { settingsText as words } from '../text/settings'
import { text } from '../text/text'
import { THEMES, useTheme } from '../theme/theme'
import { MOTIONS, TEXT_SIZES, useSettings } from './settings'
import './settings.css'

export function SettingsDialog() {
  const { theme, choose } = useTheme()
  const { textSize, motion, wireshark, set } = useSettings()
  const { on, turn } = useSingleKeys()
  return (
    <Dialog title={words.title}>
      <div className="settings">
        <Row name={words.theme}>
          <Segmented
            label={words.theme}
            options={THEMES.map((id) => ({ id, name: text.theme.names[id] }))}
            chosen={theme}
            onChoose={choose}
          />
        </Row>
        <Row name={words.textSize}>
          <Segmented
            label={words.textSize}
            options={TEXT_SIZES.map((id) => ({ id, name: words.textSizes[id] }))}
            chosen={textSize}
            onChoose={(id) => set({ textSize: id })}
          />
        </Row>
        <Row name={words.motion}>
          <Segmented
            label={words.motion}
            options={MOTIONS.map((id) => ({ id, name: words.motions[id] }))}
            chosen={motion}
            onChoose={(id) => set({ motion: id })}
          />
        </Row>
        <Switch
          on={wireshark}
          name={words.wireshark}
          hint={words.wiresharkHint}
          turn={(to) => set({ wireshark: to })}
        />
        <Switch on={on} name={text.help.single} hint={text.help.singleHint} turn={turn} />
      </div>
    </Dialog>
  )
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="settings-row">
      <span aria-hidden="true">{name}</span>
      {children}
    </div>
  )
}

function Switch({ on, name, hint, turn }: { on: boolean; name: string; hint: string; turn(on: boolean): void }) {
  const id = useId()
  return (
    <div className="settings-switch">
      <input id={id} type="checkbox" checked={on} onChange={(event) => turn(event.target.checked)} />
      <label htmlFor={id}>
        {name}
        <small>{hint}</small>
      </label>
    </div>
  )
}
