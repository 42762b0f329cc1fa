/** Ctrl-K or Cmd-K opens the palette from anywhere, also while somebody types. */
import { useEffect } from 'react'
import { useShell } from '../app/shell'

/** Typed while the palette was still on its way. */
let ahead = ''

/** What was typed before the palette came; it is told once. */
export function typedAhead(): string {
  const typed = ahead
  ahead = ''
  return typed
}

export function usePaletteKey(): void {
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      const { dialog, show } = useShell.getState()
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey
      if (plain && event.key.length === 1 && dialog === 'palette' && !document.querySelector('dialog[open]')) {
        ahead += event.key
        event.preventDefault()
      }
      if (plain || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      ahead = ''
      show({ dialog: dialog === 'palette' ? null : 'palette' })
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [])
}
