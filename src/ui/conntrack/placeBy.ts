/**
 * Puts a popover over its button or box, or under it where there is more room. Popovers stand in the top layer, as the
 * panel cuts off what leaves it.
 */
export function placeBy(popover: HTMLElement, anchor: HTMLElement): void {
  popover.showPopover()
  const { top, bottom, left } = anchor.getBoundingClientRect()
  const over = top > innerHeight - bottom
  popover.style.top = over ? 'auto' : `${bottom + 4}px`
  popover.style.bottom = over ? `${innerHeight - top + 4}px` : 'auto'
  popover.style.left = `${Math.max(8, Math.min(left, innerWidth - popover.offsetWidth - 8))}px`
}
