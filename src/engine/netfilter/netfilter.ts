/** The five hooks of one node: what stands there, and the rule set in force. */
import type { Hook, Station, TableName } from '../../model/trace'
import { printRuleset } from '../../rules'
import { listRuleset } from '../../rules/list'
import type { Ruleset } from '../../rules/ruleset'
import type { Conntrack } from '../conntrack/conntrack'
import * as ipv4 from '../../packet/ipv4'
import { NF_ACCEPT, NF_DROP, NF_QUEUE, NF_STOLEN, type NfVerdict, type NodeEnv } from '../node'
import { CTINFO, type Skb } from '../skb'
import { EVENT } from '../conntrack/events'
import { compileTable, type CompiledTable, type Kept } from './compile'
import { HOOKS } from './hooks'
import { shelfOf } from './match/shelf'
import { Names } from './names'
import { usesConntrack, usesDefrag, usesLabels } from './needs'
import { traverse } from './traverse'
import { View } from './view'

type Skip = 'bound' | 'untracked' | 'invalid' | 'related'

export class Netfilter {
  private ruleset: Ruleset = { tables: [] }
  private tables = new Map<Station, CompiledTable>()
  private names = new Names()
  /** Conntrack's functions are registered only as long as a rule needs them; its entries wait for them. */
  private tracks = false
  private gathers = false
  /** Null while a packet is at some rule. */
  private view: View | null = null
  private readonly kept: Kept = new WeakMap()

  constructor(
    private readonly env: NodeEnv,
    private readonly conntrack: Conntrack,
  ) {}

  /**
   * Puts a rule set in force: from the next table that any packet meets. Counters start at 0 unless they are to
   * be kept (`iptables-restore -c`); conntrack's entries stay, and so does what rules remember that were in force before.
   */
  load(ruleset: Ruleset, { keepCounters = false } = {}): void {
    const names = new Names()
    const tables = new Map<Station, CompiledTable>()
    shelfOf(this.env).clear(ruleset)
    for (const table of ruleset.tables) {
      const compiled = compileTable(table, names, this.env, keepCounters, this.kept)
      tables.set(compiled.name, compiled)
    }
    this.ruleset = ruleset
    this.names = names
    this.tables = tables
    this.tracks = usesConntrack(ruleset)
    this.conntrack.labels = usesLabels(ruleset)
    for (const { target } of ruleset.tables.flatMap((table) => table.chains.flatMap((chain) => chain.rules)))
      if (target?.kind === 'CT' && (target.ctevents ?? target.expevents))
        this.conntrack.limitEvents(target, eventBits(target.ctevents))
    this.gathers = this.tracks || usesDefrag(ruleset)
  }

  /** The rule set with its counters as they are now. */
  current(): Ruleset {
    const tables = this.ruleset.tables.map((table) => {
      const compiled = this.tables.get(table.name as TableName)
      const chains = table.chains.map((chain) => {
        const counters = compiled!.chains.get(chain.name)!.counters
        const rules = chain.rules.map((rule, i) => ({ ...rule, packets: counters[2 * i], bytes: counters[2 * i + 1] }))
        const [packets, bytes] = counters.slice(-2)
        return { ...chain, rules, packets, bytes }
      })
      return { ...table, chains }
    })
    return { tables }
  }

  /** Lines of `iptables-save`, or with `counters` of `iptables-save -c`, without the dated comments. */
  save(options: { counters?: boolean } = {}): string[] {
    return printRuleset(this.current(), options).trimEnd().split('\n')
  }

  /** Lines of `iptables -t TABLE -L -n -v`. */
  list(table: string): string[] {
    return listRuleset(this.current(), table)
  }

  /** Takes the packet through a hook. NF_DROP has been said; the caller only has to give up the entry. */
  run(hook: Hook, skb: Skb): NfVerdict {
    // Where no rule was ever loaded nothing stands at any hook.
    if (this.tables.size === 0 && !this.tracks) return NF_ACCEPT
    this.env.say?.({
      kind: 'hook',
      pkt: skb.id,
      node: this.env.id,
      hook,
      ...(skb.in && hook !== 'OUTPUT' && hook !== 'POSTROUTING' && { in: skb.in.name }),
      ...(skb.out && hook !== 'PREROUTING' && hook !== 'INPUT' && { out: skb.out.name }),
    })
    for (const { station } of HOOKS[hook]) {
      const verdict = this.stand(station, hook, skb)
      if (verdict !== NF_ACCEPT) return verdict
    }
    return NF_ACCEPT
  }

  private stand(station: Station, hook: Hook, skb: Skb): NfVerdict {
    switch (station) {
      case 'conntrack':
        if (!this.tracks) return NF_ACCEPT
        this.say(station, hook, skb, undefined, skb.ct !== 0)
        return this.orDrop(this.conntrack.trackIn(skb, hook), hook, skb)
      case 'confirm':
        if (!this.tracks) return NF_ACCEPT
        this.say(station, hook, skb)
        return this.orDrop(this.conntrack.confirm(skb, hook), hook, skb)
      case 'nat':
        return this.nat(hook, skb)
      case 'defrag':
        if (!this.gathers || !ipv4.isFragment(skb.bytes)) return NF_ACCEPT
        this.say(station, hook, skb)
        return this.env.gather(skb) ? NF_ACCEPT : NF_STOLEN
      case 'helper':
        return NF_ACCEPT
      default:
        return this.table(station, hook, skb)
    }
  }

  private table(name: TableName, hook: Hook, skb: Skb): NfVerdict {
    const table = this.tables.get(name)
    if (!table?.chains.has(hook)) return NF_ACCEPT
    this.say(name, hook, skb)
    const verdict = name === 'mangle' && hook === 'OUTPUT' ? this.routed(table, skb) : this.walk(table, hook, skb)
    return verdict === NF_QUEUE ? NF_ACCEPT : verdict
  }

  private walk(table: CompiledTable, hook: Hook, skb: Skb): NfVerdict {
    // A rule may send a packet of its own, which meets rules before its own packet goes on (TEE).
    const view = this.view ?? new View(this.env, this.conntrack)
    this.view = null
    view.fill(skb, hook)
    const verdict = traverse(view, table, this.names)
    this.view = view
    return verdict
  }

  /** mangle/OUTPUT: what decides about the route is looked at before and after (`nf_route_table_hook4`). */
  private routed(table: CompiledTable, skb: Skb): NfVerdict {
    const [src, dst, tos, mark] = [ipv4.src(skb.bytes), ipv4.dst(skb.bytes), ipv4.tos(skb.bytes), skb.mark]
    const verdict = this.walk(table, 'OUTPUT', skb)
    if (verdict !== NF_ACCEPT) return verdict
    const b = skb.bytes
    if (ipv4.src(b) === src && ipv4.dst(b) === dst && ipv4.tos(b) === tos && skb.mark === mark) return verdict
    return this.reroute(skb)
  }

  private nat(hook: Hook, skb: Skb): NfVerdict {
    const table = this.tables.get('nat')
    if (!table || !this.tracks) return NF_ACCEPT
    this.say('nat', hook, skb, this.skip(hook, skb))
    if (skb.ct === 0) return NF_ACCEPT
    let asked = NF_ACCEPT as NfVerdict
    const verdict = this.conntrack.natHook(skb, hook, (first) => (asked = this.walk(table, hook, first)))
    if (asked === NF_QUEUE) return NF_ACCEPT
    return asked === NF_ACCEPT ? this.orDrop(verdict, hook, skb) : verdict
  }

  /** Why the nat table's rules are not asked about this packet. */
  private skip(hook: Hook, skb: Skb): Skip | undefined {
    if (skb.ct === 0) return skb.ctinfo === CTINFO.UNTRACKED ? 'untracked' : 'invalid'
    if (this.conntrack.asksRules(skb, hook)) return undefined
    return skb.ctinfo === CTINFO.RELATED || skb.ctinfo === CTINFO.RELATED_REPLY ? 'related' : 'bound'
  }

  private reroute(skb: Skb): NfVerdict {
    if (this.env.routeAgain(skb)) return NF_ACCEPT
    this.env.say?.({ kind: 'drop', pkt: skb.id, node: this.env.id, hook: 'OUTPUT', reason: 'no-route' })
    return NF_DROP
  }

  /** Conntrack and NAT leave it to the hook to say that they dropped something. */
  private orDrop(verdict: NfVerdict, hook: Hook, skb: Skb): NfVerdict {
    if (verdict === NF_DROP)
      this.env.say?.({ kind: 'drop', pkt: skb.id, node: this.env.id, hook, reason: this.conntrack.dropReason })
    return verdict
  }

  private say(station: Station, hook: Hook, skb: Skb, skip?: Skip, hasEntry = false): void {
    const { env, conntrack } = this
    if (!env.say) return
    const brought = hasEntry && conntrack.noteOf(skb)
    const more = { ...(skip && { skip }), ...(brought && { brought }) }
    env.say({ kind: 'station', pkt: skb.id, node: env.id, hook, station, ...more })
  }
}

export const createNetfilter = (env: NodeEnv, conntrack: Conntrack): Netfilter => new Netfilter(env, conntrack)

/** Of who asks for expectations' events only, none of an entry's own is told. */
const eventBits = (names: readonly string[] = ['related']): number =>
  names.reduce((bits, name) => bits | EVENT[name as keyof typeof EVENT], 0)
