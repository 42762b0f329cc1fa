/** Parts of the page that come when they are first opened. `whenIdle` waits for them as it does for a flight. */
import { lazy, type ComponentType } from 'react'
import { motion } from '../player/motion'

/** A part that is given something. */
export const laterWith = <Props>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => {
    const arrived = motion.begin()
    try {
      return { default: await load() }
    } finally {
      arrived()
    }
  })

export const later = (load: () => Promise<ComponentType>) => laterWith(load)
