/** Bytes an entry takes, garbage a packet leaves, pauses of the collector while connections come and go. */
import { prepare } from './established'
import { garbagePer, pausesDuring } from './garbage'
import { count, type Line, line, ms } from './report'
import { open, packetOf, Router, shuffled } from './router'

const SIZES = [65_536, 1_048_576]

export async function memory(): Promise<Line[]> {
  return [...SIZES.map((entries) => bytesAnEntry(entries)), bytesAnEntry(65_536, true), await garbage(), await churn()]
}

/** With its timer, both indexes and the chain of its source. */
function bytesAnEntry(entries: number, counters = false): Line {
  const router = new Router(null, counters ? { 'net.netfilter.nf_conntrack_acct': 1 } : {})
  for (let i = 0; i < entries; i++) open(router, 'udp', i)
  const { table, bySource } = router.conntrack
  const each = (table.memory + bySource.memory) / entries
  const what = `an entry at ${count(entries)}${counters ? ', with packets and bytes counted (`nf_conntrack_acct`)' : ''}`
  // The target is a plain entry's: the counters are off unless somebody asks for them, in Linux too.
  return counters ? line(what, `${each.toFixed(1)} B`) : line(what, `${each.toFixed(1)} B`, '≤ 128 B', each <= 128)
}

async function garbage(): Promise<Line> {
  const flows = 65_536
  const { packets, cross } = prepare('tcp', flows, shuffled(flows))
  let place = 0
  const run = (times: number) => {
    for (let n = 0; n < times; n++) {
      if (++place >= flows) place = 0
      cross(packets.takeSegment(place, n))
    }
  }
  run(500_000)
  // So many that what the compiler itself leaves behind now and then does not count.
  const left = await garbagePer(run, 2_000_000)
  if (left === null)
    return line('garbage a packet of an open connection', 'more than one collection holds', '≤ 0.05 B', false)
  return line('garbage a packet of an open connection', `${left.toFixed(3)} B`, '≤ 0.05 B', left <= 0.05)
}

const CHURN = 65_536
const SLICE = 1_024

/** As many connections come as go, 65,536 at a time. */
async function churn(): Promise<Line> {
  const router = new Router()
  const packets = Array.from({ length: 4 * CHURN }, (_, i) => packetOf('udp', i, 'syn'))
  const work = new Uint8Array(packets[0].length)
  let next = 0
  const slice = () => {
    for (let n = 0; n < SLICE; n++) {
      work.set(packets[next++ % packets.length])
      if (!router.cross(work)) throw new Error('refused')
    }
    router.time += (30e6 * SLICE) / CHURN
    router.conntrack.expire(router.time)
  }
  for (let n = 0; n < (2 * CHURN) / SLICE; n++) slice()
  const { longest, count: pauses } = await pausesDuring((8 * CHURN) / SLICE, slice)
  const what = `longest pause of the collector, ${count(8 * CHURN)} connections through a table of ${count(CHURN)}`
  return line(what, `${ms(longest)} (${pauses} pauses)`, '≤ 5 ms', longest <= 5)
}
