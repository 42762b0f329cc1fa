/** The page's keys. They stay silent while somebody types, in dialogs, and where a key is switched off (WCAG 2.1.4). */
import { useEffect } from 'react'
import { create } from 'zustand'
import { useShell } from '../app/shell'
import { useScope } from '../store/store'
import { read, write } from '../theme/theme'
import { useZoom } from '../timeline/zoom'
import { usePlayer } from './player'
import type { PlayerEvent } from './machine'
import { runTo } from './stops'

const KEY = 'natscope.keys'

/** Whether keys without Ctrl work; a choice that stays. */
export const useSingleKeys = create<{ on: boolean; turn(on: boolean): void }>()((set) => ({
  on: read(KEY) !== 'off',
  turn(on) {
    write(KEY, on ? 'on' : 'off')
    set({ on })
  },
}))

const MOVES: Record<string, PlayerEvent> = {
  ' ': { type: 'toggle' },
  ArrowRight: { type: 'step' },
  ArrowLeft: { type: 'back' },
  'Shift ArrowRight': { type: 'hop' },
  'Shift ArrowLeft': { type: 'hopBack' },
  Home: { type: 'restart' },
  End: { type: 'end' },
  e: { type: 'packetEnd' },
  'Shift e': { type: 'packetBirth' },
}

/** How many times as many events the timeline shows then. */
const ZOOM: Record<string, number> = { '+': 1 / 2, '=': 1 / 2, '-': 2, '0': Infinity }

export function useKeys(): void {
  const player = usePlayer()
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.altKey) return
      // A dialog that was asked for has the keys already, however long it takes to come.
      if (isTyping(event.target) || useShell.getState().dialog || document.querySelector('dialog[open]')) return
      if (event.ctrlKey || event.metaKey) {
        if (event.key.toLowerCase() !== 'z') return
        event.preventDefault()
        if (event.shiftKey) useScope.getState().redo()
        else useScope.getState().undo()
        return
      }
      if (event.key === 'Escape') return useShell.getState().show({ rules: false })
      if (!useSingleKeys.getState().on || isOwnKey(event)) return
      if (event.key === '?') return useShell.getState().show({ dialog: 'help' })
      const letter = /^[a-z]$/i.test(event.key)
      const key = letter ? event.key.toLowerCase() : event.key
      if (key === 'r') {
        event.preventDefault()
        return void runTo(event.shiftKey ? -1 : 1, (to) => player.send({ type: 'seek', to }))
      }
      const zoom = ZOOM[key]
      if (zoom !== undefined) {
        const { trace, playhead } = useScope.getState()
        event.preventDefault()
        return useZoom.getState().by(zoom, playhead, trace.length)
      }
      const move = MOVES[event.shiftKey && (letter || key.startsWith('Arrow')) ? `Shift ${key}` : key]
      if (!move) return
      event.preventDefault()
      player.send(move)
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [player])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.matches('textarea, select')) return true
  return target.matches('input') && !target.matches('[type=range], [type=checkbox], [type=radio], [type=button]')
}

/** Space presses the button that has the focus; arrows belong to tabs, lists and radio buttons. */
function isOwnKey({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (key === ' ')
    return target.closest('button, a, summary, input:not([type=range]), [role=option], [role=row]') !== null
  return (
    key !== '?' &&
    target.closest('[role=tablist], [role=listbox], [role=radiogroup], [role=grid], [role=menu]') !== null
  )
}
