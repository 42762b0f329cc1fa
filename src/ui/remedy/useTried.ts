/** Remedies and what a run with each makes of the packet; those that change nothing are left out. */
import { useEffect, useState } from 'react'
import { fateOf, remediesOf, type Remedy } from '../../explain/remedies'
import type { Run } from '../../model/channel'
import type { EventOf, TraceEvent } from '../../model/trace'
import type { View } from '../../model/view'
import { motion } from '../player/motion'
import { runAside } from '../store/aside'
import { branch } from '../store/branch'

export interface Tried {
  remedy: Remedy
  fate: EventOf<'deliver'> | EventOf<'drop'>
}

export type Trying = { kind: 'running' } | { kind: 'tried'; tried: Tried[] } | { kind: 'failed'; message: string }

/** Asked once, for the moment at which it is first drawn. */
export function useTried(
  run: Run,
  trace: readonly TraceEvent[],
  drop: EventOf<'drop'> | undefined,
  view: View,
): Trying {
  const [asked] = useState(() => ({ run, drop, remedies: drop ? remediesOf(trace, drop, view) : [] }))
  const [made, setMade] = useState<Trying>({ kind: 'running' })
  useEffect(() => {
    let heard = true
    const over = motion.begin()
    async function tryAll() {
      const result = await tryEach(asked.run, asked.drop, asked.remedies)
      if (heard) setMade(result)
      over()
    }
    void tryAll()
    return () => {
      heard = false
      over()
    }
  }, [asked])
  return made
}

async function tryEach(run: Run, drop: EventOf<'drop'> | undefined, remedies: Remedy[]): Promise<Trying> {
  try {
    const tried = await Promise.all(
      remedies.map(async (remedy): Promise<Tried[]> => {
        const edits = branch(run.edits, remedy.at, remedy.command)
        const fate = fateOf((await runAside({ scenario: run.scenario, edits })).trace, remedy)
        return fate && !isSame(fate, drop) ? [{ remedy, fate }] : []
      }),
    )
    const all = tried.flat()
    const through = all.filter(({ fate }) => fate.kind === 'deliver')
    return { kind: 'tried', tried: through.length > 0 ? through : all }
  } catch (why) {
    return { kind: 'failed', message: why instanceof Error ? why.message : String(why) }
  }
}

/** It ended as before. */
const isSame = (fate: Tried['fate'], drop: EventOf<'drop'> | undefined): boolean =>
  fate.kind === 'drop' &&
  fate.pkt === drop?.pkt &&
  fate.node === drop.node &&
  fate.hook === drop.hook &&
  fate.reason === drop.reason
