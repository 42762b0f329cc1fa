/** The share button's work: make the link, try the clipboard, say how it went. */
import { useShell } from '../app/shell'
import { useScope } from '../store/store'
import { text } from '../text/text'
import { shown } from './arrive'
import { tryCopy } from './clipboard'
import { encode } from './codec'

/** The whole link, or null when the run does not fit into one. */
export async function linkNow(): Promise<string | null> {
  const fragment = await encode(shown())
  if (fragment === null) return null
  const page = new URL(location.href)
  page.searchParams.delete('scenario')
  page.hash = fragment
  return page.href
}

/** Copies a link to what is on screen, or says why that is not possible. */
export async function shareNow(): Promise<void> {
  const link = await linkNow()
  if (link === null) useScope.getState().say({ kind: 'error', text: text.share.long })
  else if (!(await tryCopy(link, text.share.copied))) useShell.getState().show({ dialog: 'link' })
}
