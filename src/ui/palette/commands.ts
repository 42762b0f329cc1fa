/** Every command of the page, with the key that does it at once. */
import { PANELS } from '../app/panels'
import { useShell } from '../app/shell'
import { branchName } from '../branches/words'
import type { PlayerEvent } from '../player/machine'
import { runTo } from '../player/stops'
import { scenarios } from '../../scenarios'
import { TEXT_SIZES, useSettings } from '../settings/settings'
import { shareNow } from '../share/link'
import { useScope } from '../store/store'
import { paletteText as words, settingsText } from '../text/settings'
import { text } from '../text/text'
import { travelCommands as travel } from '../text/travel-commands'
import { THEMES, useTheme } from '../theme/theme'

export interface Command {
  id: string
  name: string
  group: string
  keys?: string
  run(): void
}

/** `send` goes to the player. */
export function commandsNow(send: (event: PlayerEvent) => void): Command[] {
  const { show, tall } = useShell.getState()
  const scope = useScope.getState()
  const { groups } = words
  const list: Command[] = []
  const add = (group: keyof typeof groups, id: string, name: string, run: () => void, keys?: string) =>
    list.push({ id, name, group: groups[group], run, keys })

  add('player', 'step', words.player.step, () => send({ type: 'step' }), '→')
  add('player', 'back', words.player.back, () => send({ type: 'back' }), '←')
  add('player', 'play', words.player.play, () => send({ type: 'toggle' }), 'Space')
  add('player', 'hop', words.player.hop, () => send({ type: 'hop' }), 'Shift →')
  add('player', 'hopBack', words.player.hopBack, () => send({ type: 'hopBack' }), 'Shift ←')
  add('player', 'restart', words.player.restart, () => send({ type: 'restart' }), 'Home')
  add('player', 'end', words.player.end, () => send({ type: 'end' }), 'End')
  add('player', 'packetEnd', travel.packetEnd, () => send({ type: 'packetEnd' }), 'E')
  add('player', 'packetBirth', travel.packetBirth, () => send({ type: 'packetBirth' }), 'Shift E')
  const go = (to: number) => send({ type: 'seek', to })
  add('player', 'nextStop', travel.next, () => void runTo(1, go), 'R')
  add('player', 'previousStop', travel.previous, () => void runTo(-1, go), 'Shift R')
  add('player', 'breakpoints', travel.breakpoints, () => show({ dialog: 'breakpoints' }))
  add('run', 'rules', words.run.rules, () => show({ rules: true, pane: 'packet' }))
  add('run', 'builder', words.run.builder, () => show({ dialog: 'builder' }))
  add('run', 'pictures', words.run.pictures, () => show({ dialog: 'pictures' }))
  add('run', 'share', words.run.share, () => void shareNow())
  if (scope.canUndo) add('run', 'undo', words.run.undo, scope.undo, 'Ctrl Z')
  if (scope.canRedo) add('run', 'redo', words.run.redo, scope.redo, 'Ctrl Shift Z')
  for (const branch of scope.branches.list)
    if (branch.id !== scope.branches.open)
      add('run', `branch-${branch.id}`, travel.branch(branchName(branch)), () => scope.switchTo(branch.id))
  for (const { id, name } of PANELS)
    add('show', `tab-${id}`, words.show.tab(name), () => show({ tab: id, pane: 'tables' }))
  add('show', 'tall', words.show.tall, () => show({ tall: !tall }))
  for (const scenario of scenarios)
    add('scenario', `scenario-${scenario.id}`, words.scenario(scenario.title), () => scope.open(scenario))
  for (const theme of THEMES)
    add('look', `theme-${theme}`, words.theme(text.theme.names[theme]), () => useTheme.getState().choose(theme))
  for (const textSize of TEXT_SIZES)
    add('look', `text-${textSize}`, words.textSize(settingsText.textSizes[textSize]), () =>
      useSettings.getState().set({ textSize }),
    )
  add('help', 'keys', words.help.keys, () => show({ dialog: 'help' }), '?')
  add('help', 'modelled', words.help.modelled, () => show({ dialog: 'fidelity' }))
  add('help', 'settings', words.help.settings, () => show({ dialog: 'settings' }))
  return list
}
