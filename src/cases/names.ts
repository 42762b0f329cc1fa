/** What the kernel draws at random gets a symbol, numbered by first appearance, so that two runs can be held together. */
import { parseAddress } from '../packet/address'
import type { Case } from './format'

const ADDRESS = String.raw`(\d+\.\d+\.\d+\.\d+)`

/** No conversation of a case gets further. */
const NEAR = 1 << 20

export class Names {
  private readonly portRanges: [number, number][]
  private readonly addressRanges: [number, number][]
  /** Numbers that rules, packets or sockets name: they are nobody's random choice. */
  readonly known = new Set<number>([0])
  /** A socket of a node's own talks TCP somewhere in the case, with sequence numbers of its own. */
  readonly localTcp: boolean
  /** What is said in the case, as it is written there. */
  private readonly said: string
  /** First sequence numbers of such sockets, as they show up. */
  private readonly starts: number[] = []
  private readonly seen = new Map<string, Map<string | number, number>>()

  constructor(c: Case) {
    const nodes = Object.values(c.nodes)
    const texts = nodes.map((n) => `${n.iptables ?? ''}\n${n.ip6tables ?? ''}\n${n.nft ?? ''}`)
    const rules = [...texts, ...c.steps.map((s) => ('exec' in s ? s.command.join(' ') : ''))].join('\n')
    this.portRanges = [...rules.matchAll(/(?::|--to-ports )(\d+)-(\d+)/g)].map((m) => [Number(m[1]), Number(m[2])])
    this.addressRanges = [...rules.matchAll(new RegExp(`${ADDRESS}-${ADDRESS}`, 'g'))].map((m) => [
      parseAddress(m[1]) ?? 0,
      parseAddress(m[2]) ?? 0,
    ])
    for (const m of rules.matchAll(/\b\d{1,5}\b/g)) this.known.add(Number(m[0]))
    for (const step of c.steps) {
      const named = [step, 'packet' in step ? step.packet : {}, 'with' in step ? (step.with ?? {}) : {}]
      for (const fields of named as { sport?: number; dport?: number; id?: number; seq?: number }[])
        for (const value of [fields.sport, fields.dport, fields.id, fields.seq])
          if (value !== undefined) this.known.add(value)
    }
    for (const n of nodes) for (const socket of n.listen ?? []) this.known.add(socket.port)
    this.said = JSON.stringify(c.steps)
    this.localTcp = nodes.some((n) => (n.listen?.length ?? 0) > 0) || c.steps.some((s) => 'originate' in s)
  }

  /** A port or an ICMP id (`key`): itself when something names it, else the symbol of its range or band. */
  port(key: string, n: number): number | string {
    const kind = this.kindOfPort(key, n)
    return kind === null ? n : this.symbol(kind, n)
  }

  /** The same; null for one that has no symbol yet, and gets none. */
  peek(key: string, n: number): number | string | null {
    const kind = this.kindOfPort(key, n)
    if (kind === null) return n
    const number = this.seen.get(kind)?.get(n)
    return number === undefined ? null : `${kind}#${number}`
  }

  /** What kind of random choice it is, or null. Ids have no bands (`nf_nat_l4proto_unique_tuple`). */
  private kindOfPort(key: string, n: number): string | null {
    for (const [low, high] of this.portRanges) if (low <= n && n <= high) return `port ${low}-${high}`
    if (this.known.has(n)) return null
    if (key === 'id') return 'id'
    return n < 512 ? 'port<512' : n < 1024 ? 'port<1024' : 'port'
  }

  /** A socket of a node's own begins to count here. */
  start(sequence: number): void {
    if (!this.starts.includes(sequence)) this.starts.push(sequence)
  }

  /** A sequence number: itself, or how far it is from where such a socket began. */
  sequence(n: number): number | string {
    // The nearest: who begins anew with the same ends begins not far from there (`secure_tcp_seq`).
    const far = this.starts.map((start) => (n - start) >>> 0)
    const least = Math.min(...far)
    return least < NEAR ? `start#${far.indexOf(least)}+${least}` : n
  }

  /** TCP options (hex), without the time on a clock that such a socket reads: where it began is drawn for each connection (RFC 7323 §5.4). */
  options(hex: string): string {
    if (!this.localTcp) return hex
    for (let at = 0; at < hex.length;) {
      const kind = hex.slice(at, at + 2)
      const length = kind === '00' || kind === '01' ? 1 : Number.parseInt(hex.slice(at + 2, at + 4), 16)
      const clock = hex.slice(at + 4, at + 12)
      if (kind === '08' && length === 10 && !this.said.includes(clock))
        return `${hex.slice(0, at + 4)}########${hex.slice(at + 12)}`
      at += 2 * Math.max(length || 1, 1)
    }
    return hex
  }

  address(text: string): string {
    const n = parseAddress(text)
    if (n !== null)
      for (const [low, high] of this.addressRanges) if (low <= n && n <= high) return this.symbol('addr', text)
    return text
  }

  private symbol(kind: string, value: string | number): string {
    const numbers = this.seen.get(kind) ?? new Map<string | number, number>()
    this.seen.set(kind, numbers)
    const number = numbers.get(value) ?? numbers.size
    numbers.set(value, number)
    return `${kind}#${number}`
  }
}
