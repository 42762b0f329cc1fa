/** All scenarios. The first screen shows one of them; the others come in a piece of their own, asked for as the page starts. */
import { create } from 'zustand'
import type { Group } from '../../scenarios'
import { motion } from '../player/motion'

/** Empty until they are here. */
export const useMenu = create<readonly Group[]>()(() => [])

const arrived = motion.begin()
import('../../scenarios')
  .then(({ groups }) => useMenu.setState(groups, true))
  // Without a menu the scenario on screen goes on as it is.
  .catch(() => {})
  .finally(arrived)
