/**
 * Where the desk does not hold what the step is about, the card above it takes fewer lines: the rule that did it stays in sight.
 * Measured with the card as it likes to be, and at once, so that nothing is seen to jump.
 */
import { useLayoutEffect, type RefObject } from 'react'

/** After each drawing: another step, another box, another size of type. */
export function useSnug(desk: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const router = desk.current?.closest<HTMLElement>('.router')
    if (!router) return
    if (isShort(router)) router.dataset.snug = ''
    return () => {
      delete router.dataset.snug
    }
  })
}

/** Pixels by which a line may be cut before it counts. */
const SLACK = 2

function isShort(router: HTMLElement): boolean {
  if (router.scrollHeight > router.clientHeight + SLACK) return true
  const body = router.querySelector<HTMLElement>('.desk .sheet-body')
  if (!body || body.scrollHeight <= body.clientHeight + SLACK) return false
  // Of a list the lit row has to find room; what is said in pairs is short, and wanted whole.
  const row = body.querySelector<HTMLElement>('[aria-current="step"]')
  return !row || row.offsetHeight > body.clientHeight + SLACK
}
