/** The page is as narrow as a phone's: the table's tools have no room beside the tabs. */
import { useSyncExternalStore } from 'react'

const phone = '(max-width: 700px)'

export const useNarrow = (): boolean => useSyncExternalStore(listen, () => matchMedia(phone).matches)

function listen(changed: () => void): () => void {
  const query = matchMedia(phone)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
