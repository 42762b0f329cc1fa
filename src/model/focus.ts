import type { TraceEvent } from './trace'
import type { Focus, View } from './view'

/** What an event is about: the one thing to light up. `before` tells which entry a packet belongs to. */
export function focusOf(event: TraceEvent, before: View): Focus {
  const focus: Focus = {}
  if ('node' in event) focus.node = event.node
  if ('pkt' in event && event.pkt !== undefined) {
    focus.pkt = event.pkt
    const entry = before.packets.get(event.pkt)?.ct?.entry
    // An entry belongs to one node's table; on the wire and on other nodes the number means nothing.
    if (entry && event.kind !== 'enter' && event.kind !== 'packet') focus.entry = entry
  }
  if ('hook' in event && event.hook) focus.hook = event.hook
  switch (event.kind) {
    case 'station':
      focus.station = event.station
      if (event.brought) focus.entry = event.brought.entry
      break
    case 'rule':
      return {
        ...focus,
        station: event.rule.table,
        table: event.rule.table,
        chain: event.rule.chain,
        rule: event.rule,
        parts: event.parts,
        matched: event.matched,
      }
    case 'chain-end':
      return { ...focus, station: event.table, table: event.table, chain: event.chain, rule: event.backTo }
    case 'ct-lookup':
      return { ...focus, station: 'conntrack', entry: event.entry ?? undefined }
    case 'ct-new':
      return { ...focus, hook: placeHook(before, event.pkt), station: 'conntrack', entry: event.entry.id }
    case 'ct-confirm':
      return { ...focus, hook: placeHook(before, event.pkt), station: 'confirm', entry: event.entry }
    case 'ct-change':
    case 'ct-end':
      return { ...focus, entry: event.entry, ...(event.pkt !== undefined && { hook: placeHook(before, event.pkt) }) }
    case 'nat-bind': {
      const { manip, before: was, after, tries, port, rule } = event
      return {
        ...focus,
        station: 'nat',
        table: 'nat',
        chain: rule?.chain,
        rule,
        entry: event.entry,
        bind: { manip, before: was, after, tries, port, rule },
      }
    }
    case 'rewrite':
      if (event.cause.by === 'nat')
        return { ...focus, station: 'nat', entry: event.cause.entry, rule: event.cause.rule }
      if (event.cause.by === 'rule') return { ...focus, table: event.cause.rule.table, rule: event.cause.rule }
      break
    case 'drop':
      return { ...focus, rule: event.rule, table: event.rule?.table ?? event.table }
    case 'wire':
      return { pkt: event.pkt, node: event.from.node }
    default:
  }
  return focus
}

function placeHook(view: View, pkt: number): Focus['hook'] {
  const place = view.packets.get(pkt)?.place
  return place?.at === 'node' ? place.hook : undefined
}
