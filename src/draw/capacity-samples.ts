/** How full a node's conntrack table was, from the trace alone: a sample wherever it changed. */
import type { NodeSpec } from '../model/scenario'
import type { TraceEvent } from '../model/trace'
import type { Sample } from '../model/traffic'

const MAX = 'net.netfilter.nf_conntrack_max'

/** Of the first `n` events. Entries not confirmed yet count, as in `nf_conntrack_count`. */
export function samplesOf(trace: readonly TraceEvent[], n: number, node: NodeSpec): Sample[] {
  const { samples: all, places } = wholeOf(trace, node)
  const count = places.findLastIndex((place) => place <= n) + 1
  const samples = all.slice(0, count)
  const now = samples[count - 1]
  const end = n > 0 ? trace[Math.min(n, trace.length) - 1].t : 0
  if (end > now.t) samples.push({ ...now, t: end })
  return samples
}

/** Of the whole trace; each is so from its place on, which counts events as the playhead does. */
interface Whole {
  samples: Sample[]
  places: number[]
}

/** Made once: a step at the end of a long run must not walk through all of it. */
const made = new WeakMap<readonly TraceEvent[], WeakMap<NodeSpec, Whole>>()

function wholeOf(trace: readonly TraceEvent[], node: NodeSpec): Whole {
  const ofTrace = made.get(trace) ?? new WeakMap<NodeSpec, Whole>()
  made.set(trace, ofTrace)
  const whole = ofTrace.get(node) ?? sampled(trace, node)
  ofTrace.set(node, whole)
  return whole
}

function sampled(trace: readonly TraceEvent[], node: NodeSpec): Whole {
  let now: Sample = {
    t: 0,
    entries: 0,
    max: Number(node.sysctl?.[MAX] ?? 0),
    tableFull: 0,
    exhausted: 0,
    earlyDrops: 0,
  }
  const samples = [now]
  const places = [0]
  trace.forEach((event, i) => {
    const change = 'node' in event && event.node === node.id ? changeOf(event, now) : undefined
    if (!change) return
    now = { ...now, ...change, t: event.t }
    samples.push(now)
    places.push(i + 1)
  })
  return { samples, places }
}

function changeOf(event: TraceEvent, now: Sample): Partial<Sample> | undefined {
  if (event.kind === 'ct-new') return { entries: now.entries + 1 }
  if (event.kind === 'ct-end')
    return {
      entries: now.entries - 1,
      ...(event.why === 'early-drop' && { earlyDrops: now.earlyDrops + 1 }),
    }
  if (event.kind === 'drop' && event.reason === 'table-full') return { tableFull: now.tableFull + 1 }
  if (event.kind === 'drop' && event.reason === 'nat-exhausted') return { exhausted: now.exhausted + 1 }
  if (event.kind === 'sysctl' && event.name === MAX) return { max: Number(event.value) }
  return undefined
}
