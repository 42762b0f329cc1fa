/** A boundary that tries again at every step. It alone is told of steps: the page around it is not drawn anew for one. */
import type { ReactNode } from 'react'
import { useScope } from '../store/store'
import { Boundary } from './Boundary'

export function EachStep({ children }: { children: ReactNode }) {
  const view = useScope((scope) => scope.view)
  return <Boundary retry={view}>{children}</Boundary>
}
