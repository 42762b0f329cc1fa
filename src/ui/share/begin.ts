/**
 * The first moments of a visit. The start scene opens at once, unless the address or an earlier moment of this tab asks
 * for something else; what knows of links and of all the other scenarios comes in a piece of its own.
 */
import { homeRouter } from '../../scenarios/home-router'
import { motion } from '../player/motion'
import { useScope } from '../store/store'

/** Where a tab keeps what it showed, with the address it was opened with. */
export const TAB = 'natscope.tab'

const openStart = () => useScope.getState().open(homeRouter)

export async function begin(): Promise<void> {
  const plain = isPlain()
  if (plain) openStart()
  const arrived = motion.begin()
  try {
    const { arrive, followLinks, remember } = await import('./arrive')
    followLinks()
    await arrive(plain)
    remember()
  } catch (why) {
    if (!plain) openStart()
    useScope.getState().say({ kind: 'error', text: why instanceof Error ? why.message : String(why) })
  } finally {
    arrived()
  }
}

function isPlain(): boolean {
  if (location.hash.startsWith('#s=') || new URLSearchParams(location.search).has('scenario')) return false
  try {
    return sessionStorage.getItem(TAB) === null
  } catch {
    return true
  }
}
