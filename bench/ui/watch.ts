/** What is put into the page before its own scripts: a stopwatch for frames, and an ear at the worker of the traffic. */

interface Heard {
  /** On the page's clock, ms. */
  at: number
  /** From the message until its rows are in the page's state, ms. */
  took: number
  rows: number
  /** Packets that the engine has carried so far. */
  packets: number
  done: boolean
}

interface Frames {
  /** Milliseconds from one frame to the next. */
  gaps: number[]
  /** Milliseconds of each task of 50 or more. */
  tasks: number[]
}

interface Watch {
  heard: Heard[]
  /** Packets a second that traffic is held to, once it is set. */
  pace: number | undefined
  /** Watches so many milliseconds. */
  frames(ms: number): Promise<Frames>
  /** From `act` until what it changed has been drawn, ms. */
  drawn(act: () => void): Promise<number>
}

declare global {
  interface Window {
    natscope?: { whenIdle(): Promise<void> }
    watch: Watch
  }
}

/** Runs in the page, alone: it may name nothing from outside. */
export function watch(): void {
  const heard: Heard[] = []
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- the page gets this function only
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  window.watch = {
    heard,
    pace: undefined,
    async frames(ms) {
      const tasks: number[] = []
      const gaps: number[] = []
      const observer = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(duration)
      })
      observer.observe({ type: 'longtask' })
      const from = await nextFrame()
      for (let last = from; last - from < ms;) {
        const now = await nextFrame()
        gaps.push(now - last)
        last = now
      }
      for (const { duration } of observer.takeRecords()) tasks.push(duration)
      observer.disconnect()
      return { gaps, tasks }
    },
    async drawn(act) {
      const from = performance.now()
      act()
      await nextFrame()
      // A message is heard behind the frame that is under way.
      await new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', resolve, { once: true })
        port1.start()
        port2.postMessage(null)
      })
      return performance.now() - from
    },
  }

  window.Worker = class extends Worker {
    override postMessage(message: { kind?: string }) {
      super.postMessage(message.kind === 'load' ? { ...message, pace: window.watch.pace } : message, [])
    }
    override addEventListener(kind: string, listener: EventListenerOrEventListenerObject) {
      super.addEventListener(kind, (event) => {
        const from = performance.now()
        if (typeof listener === 'function') listener.call(this, event)
        const took = performance.now() - from
        if (!(event instanceof MessageEvent) || event.data.kind !== 'progress') return
        const { rows, figures, done } = event.data
        heard.push({ at: from, took, rows: rows.count, packets: figures.packets, done })
      })
    }
  }
}
