/** Text to the clipboard, and a word about how it went. */
import { useScope } from '../store/store'
import { copyText as words } from '../text/copy'

/** Says `done`, or that the browser refused. */
export async function copyText(what: string, done: string): Promise<void> {
  const { say } = useScope.getState()
  try {
    await navigator.clipboard.writeText(what)
    say({ kind: 'info', text: done })
  } catch {
    say({ kind: 'error', text: words.refused })
  }
}
