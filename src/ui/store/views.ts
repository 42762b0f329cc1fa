/**
 * Views of one trace at any place, by folding from the nearest one kept. Views are immutable and share what did not
 * change, so that keeping one costs little more than the maps of the nodes and packets that did.
 *
 * Two kinds are kept: checkpoints all along the trace, thinned as it grows so that there are never more than a fixed
 * number; and close ones around the last place asked for, so that a step back folds a handful of events.
 */
import { applyEvent, emptyView } from '../../model/fold'
import type { Scenario } from '../../model/scenario'
import type { TraceEvent } from '../../model/trace'
import type { Rulesets, View } from '../../model/view'

/** Events between two checkpoints to begin with; it doubles whenever there are more than `MOST` of them. */
const STRIDE = 64
export const MOST = 512
/** Events between two views kept around the last place asked for. */
export const FINE = 16

export interface Views {
  /** The view after the first `n` events of `trace`; `n` is cut to what the trace has. */
  at(trace: readonly TraceEvent[], n: number): View
  /** The trace changed from event `n` on: forget what was folded from there. */
  cut(n: number): void
}

export function viewsOf(scenario: Pick<Scenario, 'nodes'>, rulesets: Rulesets, apply = applyEvent): Views {
  let stride = STRIDE
  let checkpoints: View[] = [emptyView(scenario, rulesets)]
  let close: View[] = []
  /** The last two views asked for: the playhead's and the one before it. */
  let recent: View[] = []

  function keep(view: View): void {
    if (view.n === stride * checkpoints.length) checkpoints.push(view)
    if (checkpoints.length <= MOST) return
    checkpoints = checkpoints.filter((_, i) => i % 2 === 0)
    stride *= 2
  }

  function nearest(end: number): View {
    let best = checkpoints[Math.min(Math.floor(end / stride), checkpoints.length - 1)]
    for (const known of [...recent, ...close]) if (known.n <= end && known.n > best.n) best = known
    return best
  }

  return {
    at(trace, n) {
      const end = Math.max(0, Math.min(n, trace.length))
      let view = nearest(end)
      close = close.filter((known) => Math.abs(known.n - end) <= stride)
      while (view.n < end) {
        view = apply(view, trace[view.n])
        keep(view)
        if (view.n % FINE === 0 && end - view.n <= stride) close.push(view)
      }
      recent = [view, ...recent.filter((known) => known !== view)].slice(0, 2)
      return view
    },
    cut(n) {
      checkpoints = checkpoints.filter((view) => view.n <= n)
      close = close.filter((view) => view.n <= n)
      recent = recent.filter((view) => view.n <= n)
    },
  }
}
