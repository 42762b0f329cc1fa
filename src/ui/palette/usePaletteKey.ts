/** Ctrl-K or Cmd-K opens the palette from anywhere, also while somebody types. */
import { useEffect } from 'react'
import { useShell } from '../app/shell'

export function usePaletteKey(): void {
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      const { dialog, show } = useShell.getState()
      show({ dialog: dialog === 'palette' ? null : 'palette' })
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [])
}
