/** `-j CT --notrack`, and its older spelling `-j NOTRACK`: connection tracking passes the packet by. */
import { Refused, type Extension, type Option } from '../grammar'

export interface CtTarget {
  kind: 'CT'
}
export interface NotrackTarget {
  kind: 'NOTRACK'
}

const kept = (name: string, expected: string): Option<CtTarget> => ({
  names: [name],
  expected,
  unmodelled: true,
  read: () => undefined,
})

export const ct: Extension<CtTarget> = {
  kind: 'CT',
  name: 'CT',
  begin: () => ({ kind: 'CT' }),
  options: [
    { names: ['notrack'], takes: 0, read: () => undefined },
    kept('helper', 'the name of a helper, such as ftp'),
    kept('timeout', 'the name of a timeout policy'),
    kept('ctevents', 'names of events, parted by commas'),
    kept('expevents', 'names of events, parted by commas'),
    kept('zone', 'a zone from 0 to 65535, or "mark"'),
    kept('zone-orig', 'a zone from 0 to 65535, or "mark"'),
    kept('zone-reply', 'a zone from 0 to 65535, or "mark"'),
  ],
  finish(_t, seen) {
    if (seen.size === 0) throw new Refused('--notrack or another option')
  },
  print: () => '--notrack',
  list: () => 'CT notrack',
}

export const notrack: Extension<NotrackTarget> = {
  kind: 'NOTRACK',
  name: 'NOTRACK',
  begin: () => ({ kind: 'NOTRACK' }),
  options: [],
  print: () => '',
  list: () => 'NOTRACK',
}
