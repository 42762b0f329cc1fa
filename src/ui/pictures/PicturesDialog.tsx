/** Pictures of what is on the page: drawings to keep, and a film of the run. */
import { useState } from 'react'
import { Dialog } from '../app/Dialog'
import { Segmented } from '../segmented/Segmented'
import { text } from '../text/text'
import { THEMES, useTheme, type Theme } from '../theme/theme'
import { FilmForm } from './FilmForm'
import './pictures.css'
import { Stills } from './Stills'
import { words } from './words'

export function PicturesDialog() {
  const onScreen = useTheme((of) => of.theme)
  const [theme, choose] = useState(onScreen)
  return (
    <Dialog title={words.title}>
      <p className="pictures-lead">{words.lead}</p>
      <div className="pictures-row">
        <span aria-hidden="true">{words.theme}</span>
        <Segmented
          label={words.theme}
          options={THEMES.map((id) => ({ id, name: text.theme.names[id] }))}
          chosen={theme}
          onChoose={(id: Theme) => choose(id)}
        />
      </div>
      <Stills theme={theme} />
      <FilmForm theme={theme} />
    </Dialog>
  )
}
