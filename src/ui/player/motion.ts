/**
 * What moves on the page. Whoever starts a flight says `begin()`, and calls what it returns when the flight is over;
 * the player waits for flights while it plays, and `whenIdle` waits for everything.
 */
let flights = 0
let waiting: (() => void)[] = []
const reduce = typeof matchMedia === 'function' ? matchMedia('(prefers-reduced-motion: reduce)') : null

/** How the playhead came to where it is: a step moves what changed, a jump shows the new picture at once. */
export type Travel = 'step' | 'jump'

export const motion = {
  /** Set by the player before the store changes. */
  travel: 'jump' as Travel,
  /** 0.5 … 4. A flight divides its length by it. */
  speed: 1,
  /** The person asked for reduced motion here, whatever the system says. */
  calm: false,
  /** Whether the player goes on by itself. */
  playing: false,

  /** Something starts to move. Call what comes back when it stops; a second call does no harm. */
  begin(): () => void {
    flights++
    let over = false
    return () => {
      if (!over) motion.end()
      over = true
    }
  },
  end(): void {
    flights = Math.max(0, flights - 1)
    if (flights > 0) return
    const told = waiting
    waiting = []
    for (const tell of told) tell()
  },
  moving: (): boolean => flights > 0,
  /** Resolves when no flight is under way. */
  settled: (): Promise<void> => (flights === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  /** Whether to show the end of a movement at once, as the system asks. */
  reduced: (): boolean => motion.calm || (reduce?.matches ?? true),
  /** Milliseconds that a movement of `ms` at 1× takes now; 0 where it should jump. */
  length: (ms: number): number => (motion.travel === 'jump' || motion.reduced() ? 0 : ms / motion.speed),
}
