/** Brings the page up: theme, channel, what to open, and then React. */
import { StrictMode } from 'react'
import type { Root } from 'react-dom/client'
import type { Channel } from '../../model/channel'
import type { LoadChannel } from '../../model/load'
import { begin } from '../share/begin'
import { apply } from '../settings/settings'
import { natscope } from '../store/idle'
import { lines } from '../store/lines'
import { watchSilence } from '../store/silence'
import { useScope } from '../store/store'
import { show, useTheme } from '../theme/theme'
import '../theme/tokens.css'
import '../theme/large.css'
import '../settings/sizes.css'
import '../theme/base.css'
import { App } from './App'
import { Boundary } from './Boundary'
import { fetchRest } from './later'

export function start(root: Root, engine: () => Channel, loads: () => LoadChannel): void {
  show(useTheme.getState().theme)
  apply()
  window.natscope = natscope
  lines.engine = engine
  useScope.getState().connect(engine())
  watchSilence()
  lines.loads = loads
  void begin()
  root.render(
    <StrictMode>
      <Boundary>
        <App />
      </Boundary>
    </StrictMode>,
  )
  void natscope.whenIdle().then(fetchRest)
}
