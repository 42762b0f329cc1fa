/** Pairs of a name and what it is; they take the focus so that keys can scroll them where the desk is low. */
import type { ReactNode } from 'react'

export function Facts({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="sheet-body" tabIndex={0} role="group" aria-label={label}>
      <dl className="sheet-facts">{children}</dl>
    </div>
  )
}
