/** Parts that the first step shows. They are asked for as the page starts, beside the first paint, and `whenIdle` waits for them. */
import type { ComponentType } from 'react'
import { motion } from '../player/motion'
import { laterWith } from './later'

type Step = typeof import('./step')
type PropsOf<Part> = Part extends (props: infer Props extends object) => unknown ? Props : never

const arrived = motion.begin()
const step = import('./step').finally(arrived)
// Who shows a part is told; that nobody did is no error.
step.catch(() => {})

export const soon = <Name extends keyof Step>(name: Name): ComponentType<PropsOf<Step[Name]>> =>
  laterWith(async () => (await step)[name] as ComponentType<PropsOf<Step[Name]>>)
