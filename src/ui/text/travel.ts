/** Strings of time that are on the first screen, in English: tabs, and what the footer says. */
export const travel = {
  ladder: 'Ladder',
  branches: 'Branches',
  breakpoints: 'Breakpoints',
  breakpointsOn: (n: number) => (n === 1 ? 'Breakpoints: 1 on' : `Breakpoints: ${n} on`),
  zoomIn: 'Zoom the timeline in',
  zoomOut: 'Zoom the timeline out',
  window: 'Part of the run on show',
  /** What the ticks stand for, in order. */
  ticks: {
    plain: 'event',
    wire: 'on a wire',
    nat: 'rewritten by NAT',
    drop: 'dropped',
    command: 'command',
    edit: 'your edit',
    stop: 'breakpoint',
    mine: 'selected',
  },
  zoomHint: 'Ctrl + wheel, or the keys + − 0',
}
