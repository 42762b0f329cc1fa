/** What sets a packet apart for conntrack of the router it is in: nothing tracks it, so nothing translates it. */
import type { CtState } from '../../model/conntrack'
import { words } from './words'

export function Standing({ state }: { state: CtState | undefined }) {
  if (state !== 'INVALID' && state !== 'UNTRACKED') return null
  return (
    <p className="pkt-standing" data-state={state}>
      <b>{state}</b> {words.standing[state]}
    </p>
  )
}
