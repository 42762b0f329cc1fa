/** Two runs and what compares them, made beside the run on screen. */
import { useEffect, useState } from 'react'
import type { Run } from '../../model/channel'
import { compare, type Comparison } from '../../draw/compare'
import { motion } from '../player/motion'
import { runAside, type Whole } from '../store/aside'
import { viewsOf, type Views } from '../store/views'

export interface SideRun extends Whole {
  views: Views
}

export type Made =
  | { kind: 'running' }
  | { kind: 'made'; left: SideRun; right: SideRun; comparison: Comparison }
  | { kind: 'failed'; message: string }

export function useComparison(left: Run | undefined, right: Run | undefined): Made {
  const [made, setMade] = useState<{ of: string; result: Made } | null>(null)
  // Runs are values that are made anew with each drawing: what they hold says whether they are others.
  const of = left && right ? JSON.stringify([left, right]) : ''

  useEffect(() => {
    if (of === '') return
    let heard = true
    const over = motion.begin()
    async function make(): Promise<Made> {
      try {
        const [a, b] = await Promise.all((JSON.parse(of) as Run[]).map(runAside))
        return { kind: 'made', left: sideOf(a), right: sideOf(b), comparison: compare(a.trace, b.trace) }
      } catch (why) {
        return { kind: 'failed', message: why instanceof Error ? why.message : String(why) }
      }
    }
    async function show() {
      const result = await make()
      if (heard) setMade({ of, result })
      over()
    }
    void show()
    return () => {
      heard = false
      over()
    }
  }, [of])

  return made?.of === of ? made.result : { kind: 'running' }
}

const sideOf = (whole: Whole): SideRun => ({ ...whole, views: viewsOf(whole.run.scenario, whole.rulesets) })
