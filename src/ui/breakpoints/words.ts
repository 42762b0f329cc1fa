/** Every string of the breakpoints, in English. */
import type { Breakpoint } from './breakpoint'

const kinds = {
  drop: 'A packet is dropped',
  rewrite: 'A header is rewritten',
  invalid: 'Conntrack calls a packet INVALID',
  new: 'Conntrack makes a new entry',
}

export const words = {
  title: 'Breakpoints',
  lead: 'Playing stops where one is hit. They stay in this browser, for this scenario, and are not part of links.',
  events: 'Stop when',
  kinds,
  more: 'Stop at a rule or where a filter begins to hold',
  rule: 'Rule that matches',
  chooseRule: 'Choose a rule…',
  filter: 'Filter',
  filterHint: 'ip.dst==198.51.100.4 && tcp.flags.syn==1',
  add: 'Add',
  remove: (what: string) => `Remove: ${what}`,
  next: 'Run to next',
  previous: 'Run back to previous',
  hits: (n: number) => (n === 1 ? 'hit once in this run' : `hit ${n} times in this run`),
  what: (breakpoint: Breakpoint, node: (id: string) => string): string => {
    switch (breakpoint.on) {
      case 'rule': {
        const { table, chain, rule } = breakpoint.rule
        return `${node(breakpoint.node)}: rule ${rule} of ${table}/${chain} matches`
      }
      case 'filter':
        return breakpoint.text
      default:
        return kinds[breakpoint.on]
    }
  },
  stopped: (what: string) => `Stopped at a breakpoint: ${what}.`,
  none: (direction: 1 | -1) =>
    direction === 1 ? 'No breakpoint is hit from here to the end.' : 'No breakpoint is hit before this moment.',
}
