/**
 * Parts of the page that are not in its first piece. `whenIdle` waits for one that is being shown as it does for a
 * flight. Once it is here, a part is drawn at once, without a moment of nothing.
 */
import { createElement, lazy, useEffect, useState, type ComponentType } from 'react'
import { motion } from '../player/motion'

/** React may take a moment to show what has come (its fallbacks stay 300 ms); longer than this nobody waits for what is not shown. */
const SHOWN_BY = 1_000

const rest: (() => Promise<unknown>)[] = []

/** Something without a face that is asked for later: it is fetched with the other parts. */
export function laterToo<Part>(load: () => Promise<Part>): () => Promise<Part> {
  rest.push(load)
  return load
}

/** A part that is given something. */
export function laterWith<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let part: ComponentType<Props> | undefined
  let coming: Promise<void> | undefined
  let arrived: (() => void) | undefined
  const fetch = () => (coming ??= load().then((came) => void (part = came)))
  rest.push(fetch)

  const Awaited = lazy(async () => {
    arrived = motion.begin()
    try {
      await fetch()
      setTimeout(arrived, SHOWN_BY)
      return { default: part! }
    } catch (why) {
      arrived()
      throw why
    }
  })

  return function Later(props: Props) {
    // What is on the page stays the same component, whether it was waited for or not.
    const [Part] = useState<ComponentType<Props>>(() => part ?? Awaited)
    useEffect(() => arrived?.(), [])
    return createElement(Part, props)
  }
}

export const later = (load: () => Promise<ComponentType>) => laterWith(load)

/** What Chromium tells of the connection; elsewhere it is not there. */
interface Connection {
  saveData?: boolean
  effectiveType?: string
}

/** Nobody pays for parts that nobody opens. */
function isDear(): boolean {
  const { connection } = navigator as Navigator & { connection?: Connection }
  return connection?.saveData === true || connection?.effectiveType?.endsWith('2g') === true
}

/**
 * Fetches every part that nobody has opened yet, one by one while the page has nothing else to do: then none has to be waited
 * for. Not where data are saved, nor over the slowest connections: there each comes when it is opened.
 */
export async function fetchRest(): Promise<void> {
  if (isDear()) return
  for (const fetch of rest) {
    await new Promise<void>((resolve) => {
      if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 2_000 })
      else setTimeout(resolve, 200)
    })
    // Who opens a part that did not come is told then.
    await fetch().catch(() => {})
  }
}
