/**
 * Parts of the page that are not in its first piece. `whenIdle` waits for one that is being shown as it does for a
 * flight. Once it is here, a part is drawn at once, without a moment of nothing. React's own `lazy` would keep what
 * stands in its place for 300 ms, however soon it comes.
 */
import { createElement, useLayoutEffect, useState, type ComponentType } from 'react'
import { motion } from '../player/motion'

const rest: (() => Promise<unknown>)[] = []

/** Something without a face that is asked for later: it is fetched with the other parts. */
export function laterToo<Part>(load: () => Promise<Part>): () => Promise<Part> {
  rest.push(load)
  return load
}

/** A part that is given something. `Meanwhile` stands in its place until it has come; one that cannot come is thrown, for the nearest `Boundary`. */
export function laterWith<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Meanwhile?: ComponentType,
): ComponentType<Props> {
  let part: ComponentType<Props> | undefined
  let coming: Promise<void> | undefined
  async function bring() {
    try {
      part = await load()
    } finally {
      coming = undefined
    }
  }
  const fetch = () => (coming ??= bring())
  rest.push(fetch)

  return function Later(props: Props) {
    const [Part, show] = useState(() => part)
    const [failed, fail] = useState<{ why: unknown }>()
    useLayoutEffect(() => {
      if (Part) return
      const shown = motion.begin()
      fetch().then(
        () => show(() => part),
        (why: unknown) => fail({ why }),
      )
      return shown
    }, [Part])
    if (failed) throw failed.why
    if (Part) return createElement(Part, props)
    return Meanwhile ? createElement(Meanwhile) : null
  }
}

export const later = (load: () => Promise<ComponentType>, Meanwhile?: ComponentType) => laterWith(load, Meanwhile)

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
