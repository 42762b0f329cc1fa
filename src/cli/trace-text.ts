/** A trace event as one line, packets as tcpdump would show them at that moment. */
import type { Observed } from '../cases/format'
import type { Tuple } from '../model/conntrack'
import type { EventOf, PacketId, RuleRef, TraceEvent, Verdict } from '../model/trace'
import { sameBytes, toHex } from '../packet/bytes'
import { layout, touched } from '../packet/layout'
import { build } from '../packet/build'
import { line } from '../packet/line'

/** Follows the bytes of each packet, so that a line can show the packet as it is by then. */
export class TraceText {
  private readonly bytes = new Map<PacketId, Uint8Array>()

  /** "    12     0.020000 router    #1 route 198.51.100.4 → default via 203.0.113.1 dev wan0". */
  line(event: TraceEvent): string {
    const node = 'node' in event ? event.node : ''
    const pkt = 'pkt' in event && event.pkt !== undefined ? `#${event.pkt} ` : ''
    const time = (event.t / 1e6).toFixed(6)
    return `${String(event.n).padStart(6)} ${time.padStart(12)} ${node.padEnd(9)} ${pkt}${this.what(event)}`
  }

  private what(e: TraceEvent): string {
    switch (e.kind) {
      case 'command':
        return `command ${JSON.stringify(e.command)}`
      case 'packet':
        this.bytes.set(e.pkt, e.bytes.slice())
        return `born (${e.by}${e.about === undefined ? '' : `, about #${e.about}`}) ${line(e.bytes)}`
      case 'enter':
        return `enters ${e.iface}: ${this.packet(e.pkt)}`
      case 'hook':
        return `── ${e.hook} in=${e.in ?? ''} out=${e.out ?? ''}`
      case 'station':
        return `  ${e.station}${e.skip ? ` (passed by: ${e.skip})` : ''}`
      case 'rule':
        return `    ${ruleText(e.rule)} [${e.parts.map((p) => (p ? '✓' : '✗')).join('')}] ${e.matched ? `matched → ${verdictText(e.verdict)}` : 'no'}`
      case 'chain-end':
        return `    end of ${e.table} ${e.chain}: ${e.policy ? `policy ${e.policy}` : `back to ${e.backTo ? ruleText(e.backTo) : 'nobody'}`}`
      case 'ct-lookup':
        return `  lookup ${tupleText(e.tuple)} → ${e.entry === null ? 'no entry' : `entry ${e.entry} ${e.direction}`}, ${e.state}${e.why ? ` (${e.why})` : ''}`
      case 'ct-new':
        return `  new entry ${e.entry.id}: ${tupleText(e.entry.original)} | ${tupleText(e.entry.reply)}`
      case 'ct-confirm':
        return `  confirmed entry ${e.entry}, expires at ${(e.expires / 1e6).toFixed(3)} s`
      case 'ct-change':
        return `  entry ${e.entry}: ${changeText(e)}`
      case 'ct-end':
        return `  entry ${e.entry} is gone: ${e.why}`
      case 'nat-bind':
        return `  bind ${e.manip} of entry ${e.entry}${e.rule ? ` by ${ruleText(e.rule)}` : ''}${e.target ? ` ${e.target}` : ''}: ${tupleText(e.before)} → ${tupleText(e.after)} (port ${e.port}, ${e.tries.length} tried)`
      case 'rewrite':
        return `  rewrite (${e.cause.by}) ${this.rewrite(e)}`
      case 'route':
        return `route ${e.dst} → ${e.found ? `${e.found.to}${e.found.via ? ` via ${e.found.via}` : ''}${e.found.dev ? ` dev ${e.found.dev}` : ''} (${e.found.type})` : 'none'}${e.again ? ', again' : ''}`
      case 'wire':
        return `wire ${e.link}: ${e.from.node}.${e.from.iface} → ${e.to ? `${e.to.node}.${e.to.iface}` : 'nobody'}: ${this.packet(e.pkt)}`
      case 'deliver':
        return `delivered to ${e.to}${e.socket === undefined ? '' : ` socket ${e.socket}`}`
      case 'drop':
        return `DROPPED: ${e.reason}${e.hook ? ` in ${e.hook}` : ''}${e.rule ? ` by ${ruleText(e.rule)}` : ''}`
      case 'socket':
        return `socket ${JSON.stringify(e.socket)}`
      case 'log':
        return `log ${e.line}`
      case 'rules':
        return `rules loaded, ${e.text.split('\n').length} lines`
      case 'sysctl':
        return `sysctl ${e.name} = ${e.value}`
      case 'refused':
        return `refused: ${e.message}`
      case 'pass':
        return `… ${((e.t - e.from) / 1e6).toFixed(3)} s pass`
      case 'end':
        return 'the end'
    }
  }

  private packet(id: PacketId): string {
    const bytes = this.bytes.get(id)
    return bytes ? line(bytes) : `packet ${id}`
  }

  /** Applies the edits, saying which fields changed; a trace whose `was` is not what was there is told. */
  private rewrite(e: EventOf<'rewrite'>): string {
    let bytes = this.bytes.get(e.pkt) ?? new Uint8Array()
    const words = e.edits.map(({ at, was, now }) => {
      const wrong = sameBytes(bytes.subarray(at, at + was.length), was) ? '' : ' [NOT WHAT WAS THERE]'
      const fields = touched(layout(bytes), at, was.length).map((f) => f.id)
      const after = new Uint8Array(bytes.length - was.length + now.length)
      after.set(bytes.subarray(0, at))
      after.set(now, at)
      after.set(bytes.subarray(at + was.length), at + now.length)
      bytes = after
      return `${fields.join('+')} ${toHex(was)}→${toHex(now)}${wrong}`
    })
    this.bytes.set(e.pkt, bytes)
    return words.join(', ')
  }
}

const ruleText = (r: RuleRef): string => `${r.table} ${r.chain} ${r.rule}`

function verdictText(v: Verdict | undefined): string {
  if (!v) return 'nothing'
  if ('chain' in v) return `${v.do} ${v.chain}`
  return 'with' in v ? `reject with ${v.with}` : v.do
}

function tupleText(t: Tuple): string {
  if (t.id !== undefined) return `${t.proto} ${t.src} > ${t.dst} type ${t.type} id ${t.id}`
  return t.sport === undefined
    ? `${t.proto} ${t.src} > ${t.dst}`
    : `${t.proto} ${t.src}.${t.sport} > ${t.dst}.${t.dport}`
}

const changeText = (e: EventOf<'ct-change'>): string =>
  Object.entries(e.change)
    .map(([key, value]) => `${key} ${typeof value === 'object' && value !== null ? tupleText(value) : String(value)}`)
    .join(', ')

/** What a step showed, a line each. */
export function observedText(o: Observed): string[] {
  const out = (o.emitted ?? []).map(({ on, packet }) => `out of ${on}: ${line(build(packet))}`)
  const rows = [...(o.conntrack ?? []), ...(o.counters ?? []), ...(o.list ?? []), ...(o.output ?? [])]
  if (o.unanswered) out.push(o.unanswered)
  if (o.emitted?.length === 0) out.push('nothing came out')
  return [...out, ...rows]
}
