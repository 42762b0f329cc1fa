/**
 * Views of one trace at any place, by folding from the nearest checkpoint. Views are immutable and share what did not
 * change, so that a checkpoint costs little more than the maps of the nodes and packets that did.
 */
import { applyEvent, emptyView } from '../../model/fold'
import type { Scenario } from '../../model/scenario'
import type { TraceEvent } from '../../model/trace'
import type { Rulesets, View } from '../../model/view'

/** Events between two checkpoints: a seek folds fewer than this. */
const STRIDE = 64

export interface Views {
  /** The view after the first `n` events of `trace`; `n` is cut to what the trace has. */
  at(trace: readonly TraceEvent[], n: number): View
  /** The trace changed from event `n` on: forget what was folded from there. */
  cut(n: number): void
}

export function viewsOf(scenario: Scenario, rulesets: Rulesets): Views {
  let checkpoints: View[] = [emptyView(scenario, rulesets)]
  /** The last two views asked for: the playhead's and the one before it. */
  let recent: View[] = []

  return {
    at(trace, n) {
      const end = Math.max(0, Math.min(n, trace.length))
      let view = checkpoints[Math.min(Math.floor(end / STRIDE), checkpoints.length - 1)]
      for (const known of recent) if (known.n <= end && known.n > view.n) view = known
      while (view.n < end) {
        view = applyEvent(view, trace[view.n])
        if (view.n % STRIDE === 0 && view.n / STRIDE === checkpoints.length) checkpoints.push(view)
      }
      recent = [view, ...recent.filter((known) => known !== view)].slice(0, 2)
      return view
    },
    cut(n) {
      checkpoints = checkpoints.slice(0, Math.floor(n / STRIDE) + 1)
      recent = recent.filter((view) => view.n <= n)
    },
  }
}
