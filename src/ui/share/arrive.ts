/**
 * What the page opens with: a link, else what this tab showed before it was reloaded, else `?scenario=`, else the
 * start scene. Whatever is wrong with a link is said, and the start scene opens.
 */
import type { Scenario } from '../../model/scenario'
import { scenarios } from '../../scenarios'
import { motion } from '../player/motion'
import { useScope } from '../store/store'
import { text } from '../text/text'
import { TAB } from './begin'
import { decode, encode, type Shared } from './codec'
import { keepForLater, offerLast, offerTheLeft } from './lost'

const builtIn = (id: string): Scenario | undefined => scenarios.find((scenario) => scenario.id === id)

/** `begun`: the start scene is open already, since nothing else was asked for. */
export async function arrive(begun = false): Promise<void> {
  const { open, say } = useScope.getState()
  const kept = recall()
  if (kept) {
    const back = await decode(kept, Infinity)
    if (back?.ok && show(back.shared)) return
  }
  const link = await decode(location.hash)
  if (link?.ok) {
    if (show(link.shared)) return
    open(scenarios[0])
    return say({ kind: 'error', text: `${gone(link.shared)} ${text.share.start}` })
  }
  const asked = new URLSearchParams(location.search).get('scenario')
  const scenario = asked === null ? scenarios[0] : builtIn(asked)
  if (!begun) open(scenario ?? scenarios[0])
  if (asked === null && !link)
    await offerLast((fragment) => {
      void decode(fragment, Infinity).then((last) => last?.ok && show(last.shared))
    })
  if (link) say({ kind: 'error', text: `${text.share[link.why]} ${text.share.start}` })
  else if (!scenario) say({ kind: 'error', text: text.scenario.unknown(asked ?? '') })
}

/** False when it names a scenario that is not here. */
function show({ scenario, edits, playhead, branches }: Shared): boolean {
  const found = typeof scenario === 'string' ? builtIn(scenario) : scenario
  if (found) useScope.getState().open(found, edits, playhead, branches)
  return found !== undefined
}

const gone = ({ scenario }: Shared): string => text.share.gone(typeof scenario === 'string' ? scenario : scenario.id)

/** The run on screen as a link shows it. */
export function shown(): Shared {
  const { run, playhead } = useScope.getState()
  const own = builtIn(run.scenario.id)
  const same = own !== undefined && JSON.stringify(own) === JSON.stringify(run.scenario)
  return { scenario: same ? run.scenario.id : run.scenario, edits: run.edits, playhead }
}

/** A pasted link in an open tab opens like a fresh one; what is wrong with it is said, and what is on screen stays. */
export function followLinks(): void {
  addEventListener('hashchange', async () => {
    const link = await decode(location.hash)
    if (!link) return
    forget()
    if (link.ok && show(link.shared)) return
    const { say } = useScope.getState()
    say({ kind: 'error', text: `${link.ok ? gone(link.shared) : text.share[link.why]} ${text.share.stays}` })
  })
}

/** Keeps the tab's state so that a reload loses nothing. Written when idle, at most twice a second, and not while it plays. */
export function remember(): void {
  offerTheLeft()
  let due = 0
  const later = () => (due = window.setTimeout(write, 400))
  function write(): void {
    if (motion.playing) return void later()
    due = 0
    void keep()
  }
  useScope.subscribe((now, before) => {
    if (!now.waiting && (now.run !== before.run || now.playhead !== before.playhead) && due === 0) later()
  })
}

async function keep(): Promise<void> {
  const now = { ...shown(), branches: useScope.getState().branches }
  const fragment = await encode(now, Infinity)
  if (fragment) void keepForLater(fragment, now.branches.list.length - 1, useScope.getState().run.scenario.title)
  try {
    if (fragment) sessionStorage.setItem(TAB, JSON.stringify({ address: address(), fragment }))
  } catch {
    // Storage may be refused; then a reload starts over.
  }
}

function recall(): string | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(TAB) ?? 'null')
    if (typeof kept !== 'object' || kept === null || !('address' in kept) || !('fragment' in kept)) return null
    return kept.address === address() && typeof kept.fragment === 'string' ? kept.fragment : null
  } catch {
    return null
  }
}

function forget(): void {
  try {
    sessionStorage.removeItem(TAB)
  } catch {
    // See keep().
  }
}

/** Another scenario or link in the address is another visit; another theme is not. */
function address(): string {
  return `${new URLSearchParams(location.search).get('scenario') ?? ''} ${location.hash}`
}
