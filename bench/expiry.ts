/** Entries end: many at once, none, and very many a slice at a time. */
import { eachTurn, median } from './measure'
import { count, type Line, line, ms } from './report'
import { packetOf, Router } from './router'

const TURNS = 9
const BURST = 65_536
const MANY = 1_048_576
const SLICE = 8_192
/** UDP unanswered, and some. */
const LATER = 60e6

export function expiry(): Line[] {
  const burst = median(
    eachTurn(TURNS, () => {
      const router = filled(BURST)
      return () => {
        router.conntrack.expire(LATER)
        if (router.conntrack.count !== 0) throw new Error('somebody is left')
      }
    }),
  )
  const idle = idleTick()
  const slices = slicesOf(filled(MANY))
  const longest = Math.max(...slices)
  return [
    line(`${count(BURST)} entries end in one tick`, ms(burst), '≤ 16 ms', burst <= 16),
    line(`a tick in which none ends, ${count(BURST)} entries`, ms(idle), '≤ 50 µs', idle <= 0.05),
    line(
      `${count(MANY)} entries end, ${count(SLICE)} a slice: the longest slice`,
      `${ms(longest)} (${slices.length} slices, median ${ms(median(slices))})`,
      '≤ 16 ms',
      longest <= 16,
    ),
  ]
}

function filled(entries: number): Router {
  const router = new Router()
  for (let i = 0; i < entries; i++) {
    // A microsecond or so apart, so that no two end alike.
    router.time = i * 3
    router.cross(packetOf('udp', i, 'syn'))
  }
  return router
}

function idleTick(): number {
  const router = filled(BURST)
  const { conntrack } = router
  let now = router.time
  const ticks = 1_000
  const turns = eachTurn(TURNS, () => () => {
    for (let n = 0; n < ticks; n++) {
      conntrack.nextExpiry()
      conntrack.expire(++now)
    }
  })
  return median(turns) / ticks
}

function slicesOf(router: Router): number[] {
  const slices: number[] = []
  const isLast = (): boolean => {
    let done = false
    const [took] = eachTurn(1, () => () => {
      done = router.conntrack.expire(LATER, SLICE)
    })
    slices.push(took)
    return done
  }
  let left = true
  while (left) left = !isLast()
  if (router.conntrack.count !== 0) throw new Error('somebody is left')
  return slices
}
