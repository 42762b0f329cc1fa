/** What the files of conntrack and NAT share about one node. */
import type { DropReason } from '../../model/trace'
import type { BySource } from '../nat/by-source'
import type { NodeEnv } from '../node'
import type { FullTable } from './early-drop'
import type { CtEvents } from './events'
import type { Notes } from './notes'
import type { Settings } from './settings'
import type { StatName } from './stats'
import type { EntryTable } from './table'

/** Why a packet is INVALID, in the trace's words. */
export type InvalidReason =
  | 'fragment'
  | 'short'
  | 'checksum'
  | 'bad-flags'
  | 'no-entry'
  | 'out-of-window'
  | 'bad-state'
  | 'bad-rst'
  | 'not-loose'
  | 'not-a-query'
  | 'unknown-type'
  | 'wrong-destination'

export interface Core {
  readonly env: NodeEnv
  readonly table: EntryTable
  readonly settings: Settings
  readonly bySource: BySource
  /** Null when nobody listens. */
  readonly notes: Notes | null
  readonly stats: Record<StatName, number>
  readonly fullTable: FullTable
  /** A rule asks for labels. */
  labels: boolean
  /** Null when nobody listens to them. */
  /** Whether an entry that begins now has its events told, if a rule asks for some. */
  mayTell(): boolean
  readonly events: CtEvents | null
  /** Why the tracker last called a packet INVALID. */
  why: InvalidReason
  /** Why conntrack or NAT last answered NF_DROP. */
  dropReason: DropReason
}

/** What a tracker answers of a packet. */
export const ACCEPT = 1
/** It belongs to no connection; the rules decide about it. */
export const INVALID = -1
/** The entry is over and the packet begins another. */
export const REPEAT = -4
/** It was the entry's last packet. */
export const LAST = 2
export type TrackerVerdict = typeof ACCEPT | typeof INVALID | typeof REPEAT | typeof LAST
