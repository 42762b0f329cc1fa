/** Text to the clipboard, and a word about how it went. */
import { useScope } from '../store/store'
import { copyText as words } from '../text/copy'

/** Says `done`; false when the browser refused. */
export async function tryCopy(what: string, done: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(what)
    useScope.getState().say({ kind: 'info', text: done })
    return true
  } catch {
    return false
  }
}

/** Says `done`, or that the browser refused. */
export async function copyText(what: string, done: string): Promise<void> {
  if (!(await tryCopy(what, done))) useScope.getState().say({ kind: 'error', text: words.refused })
}
