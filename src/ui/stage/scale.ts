/** How much larger an element is seen than it is laid out: what the camera does to it. */
export function scaleOf(element: HTMLElement): number {
  const { offsetWidth } = element
  return offsetWidth > 0 ? element.getBoundingClientRect().width / offsetWidth : 1
}
