/** What the trace hears of a rewriting. */
import type { Core } from '../conntrack/core'
import { directionName, dirOf, ORIGINAL } from '../conntrack/status'
import type { Edit, Hook } from '../../model/trace'
import type { Skb } from '../skb'
import type { Manip } from '../conntrack/tuple'

/** `inner` is the packet inside an ICMP error. Nothing changed, nothing said. */
export function sayRewrite(core: Core, skb: Skb, hook: Hook, manip: Manip, edits: Edit[], inner: boolean): void {
  if (edits.length === 0 || !core.notes) return
  const note = core.notes.of(skb.ct)
  const dir = dirOf(skb.ctinfo)
  // A reply's destination was the original's source: the same binding, the other way.
  const binding = (manip === 'src') === (dir === ORIGINAL) ? note.srcRule : note.dstRule
  core.env.say?.({
    kind: 'rewrite',
    pkt: skb.id,
    node: core.env.id,
    hook,
    cause: {
      by: 'nat',
      entry: note.id,
      manip,
      direction: directionName(dir),
      ...(binding && { rule: binding }),
      ...(inner && { inner }),
    },
    edits: edits.toSorted((a, b) => a.at - b.at),
  })
}
