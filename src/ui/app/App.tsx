/** The page: header, stage beside packet and explanation, tables below, player at the foot. */
import { Inspector } from '../inspector/Inspector'
import { usePaletteKey } from '../palette/usePaletteKey'
import { Footer } from '../player/Footer'
import { PlayerProvider } from '../player/player'
import { Stage } from '../stage/Stage'
import { text } from '../text/text'
import { Boundary } from './Boundary'
import { EachStep } from './EachStep'
import { Header } from './Header'
import { later } from './later'
import { NoticeBar } from './NoticeBar'
import { PANELS } from './panels'
import { useShell, type Pane } from './shell'
import { Tabs } from './Tabs'
import './app.css'

/** The sentences are a quarter of our own code: they come beside the first paint, not before it. */
const Explanation = later(
  async () => (await import('../explanation/Explanation')).Explanation,
  () => <div className="box explanation" />,
)
const RulesPanel = later(
  async () => (await import('../rules/RulesPanel')).RulesPanel,
  () => <p className="box">{text.rules.loading}</p>,
)
const DIALOGS = {
  breakpoints: later(async () => (await import('../breakpoints/BreakpointsDialog')).BreakpointsDialog),
  help: later(async () => (await import('../help/HelpDialog')).HelpDialog),
  fidelity: later(async () => (await import('../help/FidelityDialog')).FidelityDialog),
  builder: later(async () => (await import('../builder/BuilderDialog')).BuilderDialog),
  link: later(async () => (await import('../share/ShareDialog')).ShareDialog),
  palette: later(async () => (await import('../palette/PaletteDialog')).PaletteDialog),
  pictures: later(async () => (await import('../pictures/PicturesDialog')).PicturesDialog),
  remedy: later(async () => (await import('../remedy/RemedyDialog')).RemedyDialog),
  settings: later(async () => (await import('../settings/SettingsDialog')).SettingsDialog),
}

const PANES: { id: Pane; name: string }[] = [
  { id: 'picture', name: text.app.pane.picture },
  { id: 'packet', name: text.app.pane.packet },
  { id: 'tables', name: text.app.pane.tables },
]

export function App() {
  const { rules, dialog, pane, tab, tall, show } = useShell()
  const Dialog = dialog && DIALOGS[dialog]
  usePaletteKey()
  return (
    <PlayerProvider>
      <div
        className="app"
        data-pane={pane}
        data-tab={tab}
        data-rules={rules || undefined}
        data-tall={tall || undefined}
      >
        <Header />
        <nav className="app-panes">
          <Tabs
            label={text.app.panes}
            tabs={PANES}
            chosen={pane}
            idPrefix="pane"
            onChoose={(id) => show({ pane: id })}
          />
        </nav>
        <main className="app-main">
          <section className="app-stage" id="pane-panel-picture" aria-label={text.app.stage}>
            <EachStep>
              <Stage />
            </EachStep>
          </section>
          <aside className="app-side" aria-label={text.app.side}>
            <div className="app-packet" id="pane-panel-packet">
              <EachStep>{rules ? <RulesPanel /> : <Inspector />}</EachStep>
            </div>
            <div className="app-say">
              <EachStep>
                <Explanation />
              </EachStep>
            </div>
          </aside>
          <section className="app-bottom" id="pane-panel-tables" aria-label={text.app.bottom}>
            <div className="app-bar">
              <Tabs
                label={text.app.bottom}
                tabs={PANELS}
                chosen={tab}
                idPrefix="bottom"
                onChoose={(id) => show({ tab: id })}
              />
              <div className="app-tools" id="bottom-tools" />
              <button
                type="button"
                className="btn quiet icon app-tall"
                aria-label={tall ? text.app.low : text.app.tall}
                title={tall ? text.app.low : text.app.tall}
                aria-pressed={tall}
                onClick={() => show({ tall: !tall })}
              >
                <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
                  <path
                    d={tall ? 'M3 5.5l5 5 5-5' : 'M3 10.5l5-5 5 5'}
                    fill="none"
                    stroke="currentColor"
                    strokeWidth="1.8"
                  />
                </svg>
              </button>
            </div>
            {PANELS.map(({ id, Panel, kept }) => (
              <div
                key={id}
                className="app-table"
                id={`bottom-panel-${id}`}
                role="tabpanel"
                aria-labelledby={`bottom-tab-${id}`}
                hidden={tab !== id}
              >
                <EachStep>{(kept || tab === id) && <Panel />}</EachStep>
              </div>
            ))}
          </section>
        </main>
        <Footer />
        <NoticeBar />
      </div>
      {Dialog && (
        <Boundary>
          <Dialog />
        </Boundary>
      )}
    </PlayerProvider>
  )
}
