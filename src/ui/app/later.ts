/** Parts of the page that come when they are first opened. `whenIdle` waits for them as it does for a flight. */
import { lazy, type ComponentType } from 'react'
import { motion } from '../player/motion'

export const later = (load: () => Promise<ComponentType>) =>
  lazy(async () => {
    const arrived = motion.begin()
    try {
      return { default: await load() }
    } finally {
      arrived()
    }
  })
