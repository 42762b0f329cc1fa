/** An engine that was asked and says nothing for long may be caught in something: then another one can be had. */
import { lostText } from '../text/settings'
import { useScope } from './store'

/** Milliseconds. */
const LONG = 10_000

export function watchSilence(): void {
  let timer = 0
  useScope.subscribe(({ waiting, trace }, before) => {
    if (waiting === before.waiting && trace === before.trace) return
    clearTimeout(timer)
    if (waiting) timer = window.setTimeout(complain, LONG)
  })
}

function complain(): void {
  const { say, restart } = useScope.getState()
  say({ kind: 'error', text: lostText.silent, action: { name: lostText.again, run: restart } })
}
