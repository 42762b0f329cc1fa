/**
 * Which visit this tab is, and which others go on in other tabs: each holds a lock as long as its page lives. Only safe contexts have
 * locks (https, this machine); without them every other visit counts as over.
 */
const LOCK = 'natscope.visit '
/** Where a tab keeps which visit it is, through a reload. */
const ME = 'natscope.visit'

let mine: Promise<string> | undefined

/** A copy of a tab, with all that it kept, is a visit of its own. */
export const ownVisit = (): Promise<string> => (mine ??= claimed(kept()))

export async function openVisits(): Promise<ReadonlySet<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  return new Set(held.flatMap(({ name }) => (name?.startsWith(LOCK) ? [name.slice(LOCK.length)] : [])))
}

/** Until the tab of that visit is closed; rejects when `signal` says that nobody waits any more. */
export const untilOver = (id: string, signal: AbortSignal): Promise<void> =>
  navigator.locks?.request(LOCK + id, { signal }, () => undefined) ?? Promise.resolve()

async function claimed(id: string): Promise<string> {
  if (await claim(id)) return id
  const other = fresh()
  await claim(other)
  return other
}

function claim(id: string): Promise<boolean> {
  remember(id)
  if (!navigator.locks) return Promise.resolve(true)
  return new Promise((resolve) => {
    void navigator.locks.request(LOCK + id, { ifAvailable: true }, (lock) => {
      resolve(lock !== null)
      return lock ? untilGone() : undefined
    })
  })
}

/** A reload must find its own lock free. */
const untilGone = () => new Promise<void>((resolve) => addEventListener('pagehide', () => resolve(), { once: true }))

const fresh = (): string => Math.random().toString(36).slice(2)

function kept(): string {
  try {
    return sessionStorage.getItem(ME) ?? fresh()
  } catch {
    return fresh()
  }
}

function remember(id: string): void {
  try {
    sessionStorage.setItem(ME, id)
  } catch {
    // Storage may be refused; then each reload is another visit.
  }
}
