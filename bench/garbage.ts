/** What the garbage collector has to do: bytes left behind, and the pauses. */
import { PerformanceObserver } from 'node:perf_hooks'
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

export const collectGarbage = (): void => {
  collect()
  collect()
}

/** Bytes of heap that one time of `run` leaves behind; null when a collection in between spoilt it. */
export async function garbagePer(run: (times: number) => void, times: number): Promise<number | null> {
  run(times)
  collectGarbage()
  let collected = 0
  const observer = new PerformanceObserver((list) => void (collected += list.getEntries().length))
  // The turn of the event loop lets the collections above be told of before the observer listens.
  await turnOfLoop()
  observer.observe({ entryTypes: ['gc'] })
  const before = getHeapStatistics().used_heap_size
  run(times)
  const left = getHeapStatistics().used_heap_size - before
  await turnOfLoop()
  observer.disconnect()
  return collected > 0 ? null : Math.max(0, left) / times
}

/** Milliseconds of the longest pause while `slice` is run `slices` times, and how many there were. */
export async function pausesDuring(
  slices: number,
  slice: () => void,
): Promise<{ longest: number; count: number; total: number }> {
  collectGarbage()
  await turnOfLoop()
  const pauses: number[] = []
  const observer = new PerformanceObserver((list) => void pauses.push(...list.getEntries().map((e) => e.duration)))
  observer.observe({ entryTypes: ['gc'] })
  for (let i = 0; i < slices; i++) {
    slice()
    await turnOfLoop()
  }
  await turnOfLoop()
  observer.disconnect()
  return { longest: Math.max(0, ...pauses), count: pauses.length, total: pauses.reduce((a, b) => a + b, 0) }
}

const turnOfLoop = () => new Promise<void>((go) => void setImmediate(go))
