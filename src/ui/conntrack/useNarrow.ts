/** How narrow the page is: on a phone's the table's tools have no room beside the tabs, on a small one only short tools have. */
import { useSyncExternalStore } from 'react'

const phone = '(max-width: 700px)'
const small = '(max-width: 1279px)'

const toPhone = listen(phone)
const toSmall = listen(small)

export const useNarrow = (): boolean => useSyncExternalStore(toPhone, () => matchMedia(phone).matches)
export const useSmall = (): boolean => useSyncExternalStore(toSmall, () => matchMedia(small).matches)

function listen(to: string): (changed: () => void) => () => void {
  return (changed) => {
    const query = matchMedia(to)
    query.addEventListener('change', changed)
    return () => query.removeEventListener('change', changed)
  }
}
