/** Parts of the page that come when they are first opened. `whenIdle` waits for them as it does for a flight. */
import { createElement, lazy, useEffect, type ComponentType } from 'react'
import { motion } from '../player/motion'

/** React may take a moment to show what has come (its fallbacks stay 300 ms); longer than this nobody waits for what is not shown. */
const SHOWN_BY = 1_000

/** A part that is given something. */
export const laterWith = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => {
    const arrived = motion.begin()
    try {
      const Part = await load()
      setTimeout(arrived, SHOWN_BY)
      return {
        default: function Later(props: Props) {
          useEffect(() => arrived(), [])
          return createElement(Part, props)
        },
      }
    } catch (why) {
      arrived()
      throw why
    }
  })

export const later = (load: () => Promise<ComponentType>) => laterWith(load)
