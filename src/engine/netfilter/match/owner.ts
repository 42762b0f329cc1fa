/** Whose socket sent the packet (`xt_owner`). Every program of a node runs as root. */
import type { IdRange } from '../../../rules/match/owner'
import type { MatchOf } from '../../../rules/ruleset'
import { SOCKET } from '../../skb'
import type { Test } from './test'

const ROOT = 0
const isRoot = ({ from, to }: IdRange): boolean => from <= ROOT && ROOT <= to

export function owner({ socket, uid, gid }: MatchOf<'owner'>): Test {
  const ids = [uid, gid].filter((t) => t !== undefined)
  /** Somebody's that nobody is: it fits what is asked with `!` only. */
  const unowned = ids.every((t) => t.not)
  const rooted = ids.every((t) => isRoot(t) !== t.not)
  return ({ skb }) => {
    if (skb.socket === 0) return unowned && (!socket || socket.not)
    if (socket?.not) return false
    return skb.socket === SOCKET.KERNEL ? unowned : rooted
  }
}
