/** The fields of an event: its own, those of the packet it is about as the packet then was, and of its conntrack entry. */
import type { Entry } from '../model/conntrack'
import { rowsOf } from '../model/rows'
import type { TraceEvent } from '../model/trace'
import type { View } from '../model/view'
import type { Getter, Source } from './compile'
import { FIELD_NAMES, type FieldName } from './fields'
import { packetFields } from './of-packets'
import { rowFields } from './of-rows'

/** An event, and the views before and after it. */
export interface Happening {
  event: TraceEvent
  before: View
  view: View
}

type Get = Getter<Happening>

const bytesOf = ({ event, view }: Happening): Uint8Array | undefined => {
  if (event.kind === 'packet') return event.bytes
  return 'pkt' in event && event.pkt !== undefined ? view.packets.get(event.pkt)?.bytes : undefined
}

/** The fields of the last entry asked for: a filter asks for several of the same one. */
let last: { entry: Entry; t: number; fields: Source<number> } | undefined

function entryFields({ event, before, view }: Happening): Source<number> | undefined {
  const { node, entry: id } = view.focus
  if (node === undefined || id === undefined) return undefined
  const entry = (event.kind === 'ct-end' ? before : view).nodes[node]?.conntrack.get(id)
  if (!entry) return undefined
  if (last?.entry !== entry || last.t !== view.t) {
    last = { entry, t: view.t, fields: rowFields(rowsOf(new Map([[entry.id, entry]])), view.t) }
  }
  return last.fields
}

const ofEntry =
  (field: FieldName, nth: number): Get =>
  (it) =>
    entryFields(it)?.[field]?.[nth]?.(0)
const ofPacket =
  (get: Getter<Uint8Array>): Get =>
  (it) => {
    const bytes = bytesOf(it)
    return bytes && get(bytes)
  }

/** How often each field of a row occurs. */
const rowShape = rowFields(rowsOf(new Map()), 0)

const own: Source<Happening> = {
  'frame.number': [({ event }) => ('pkt' in event ? event.pkt : undefined)],
  ctstate: [
    ({ event, view }) => {
      if (event.kind === 'ct-lookup') return event.state
      return 'pkt' in event && event.pkt !== undefined ? view.packets.get(event.pkt)?.ct?.state : undefined
    },
  ],
  kind: [({ event }) => event.kind],
  node: [({ view }) => view.focus.node],
  hook: [({ view }) => view.focus.hook],
  table: [({ view: { focus } }) => focus.table ?? focus.rule?.table],
  chain: [({ view: { focus } }) => focus.chain ?? focus.rule?.chain],
  // The rule that a chain's end goes back to is not what happens.
  rule: [({ event, view }) => (event.kind === 'chain-end' ? undefined : view.focus.rule?.rule)],
  matched: [({ event }) => (event.kind === 'rule' ? Number(event.matched) : undefined)],
  reason: [({ event }) => (event.kind === 'drop' ? event.reason : undefined)],
}

/** A packet's addresses come before its entry's: an event about a packet does not have the entry's too. */
export const eventFields: Source<Happening> = Object.fromEntries(
  FIELD_NAMES.flatMap((field): [FieldName, readonly Get[]][] => {
    const packet = packetFields[field]?.map(ofPacket) ?? []
    const entry = rowShape[field]?.map((_, nth) => ofEntry(field, nth)) ?? []
    const lone = packet.length
      ? entry.map(
          (get): Get =>
            (it) =>
              bytesOf(it) ? undefined : get(it),
        )
      : entry
    const getters = own[field] ?? [...packet, ...lone]
    return getters.length ? [[field, getters]] : []
  }),
)
