/** A panel's own switches, beside the tabs, where there is room for them. Only the panel that is shown may have some. */
import { useSyncExternalStore, type ReactNode } from 'react'
import { createPortal } from 'react-dom'

/** The place comes with the same render, so it is asked for after it. */
export function Tools({ children }: { children: ReactNode }) {
  const place = useSyncExternalStore(never, () => document.getElementById('bottom-tools'))
  return place && createPortal(children, place)
}

const never = () => () => {}
