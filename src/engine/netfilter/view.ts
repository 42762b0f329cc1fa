/**
 * The packet as rules see it: header fields read once per table (NAT may have changed them since the table
 * before). One of these is made per node and filled again and again, so that rules allocate nothing.
 */
import type { Hook } from '../../model/trace'
import * as ipv4 from '../../packet/ipv4'
import type { Conntrack } from '../conntrack/conntrack'
import type { NodeEnv } from '../node'
import { type Skb, SUM } from '../skb'
import type { CompiledChain } from './compile'
import { FIELD } from './ranges'

/** `NFT_JUMP_STACK_SIZE` */
export const DEEPEST = 16

/** A port that cannot be read: no port number equals it. */
export const NO_PORT = -1
const NOBODY: Skb = {
  id: 0,
  bytes: new Uint8Array(20),
  in: null,
  out: null,
  mark: 0,
  ct: 0,
  ctinfo: 8,
  template: 0,
  gathered: null,
  options: null,
  sum: SUM.UNKNOWN,
  hop: 0,
  echo: false,
  ignoresDf: false,
  socket: 0,
}

export class View {
  skb: Skb = NOBODY
  b: Uint8Array = NOBODY.bytes
  hook: Hook = 'PREROUTING'
  /** Who jumped to the chain the packet is in, and with which rule it goes on there. */
  readonly callers: CompiledChain[] = []
  readonly nexts = new Uint32Array(DEEPEST)
  /** What ranges are asked about, by `FIELD`. */
  readonly fields = new Int32Array(8)
  src = 0
  dst = 0
  proto = 0
  /** Where the transport header starts, and where the packet ends. */
  at = 0
  end = 0
  /** Fragment offset in units of 8 bytes; not 0: what is at `at` is no header. */
  offset = 0
  sport = NO_PORT
  dport = NO_PORT
  /** "" where the hook has no such interface. */
  inName = ''
  outName = ''
  /** A match found the packet too broken to go on (`par->hotdrop`). */
  hotdrop = false

  constructor(
    readonly env: NodeEnv,
    readonly conntrack: Conntrack,
  ) {}

  fill(skb: Skb, hook: Hook): void {
    const b = skb.bytes
    this.skb = skb
    this.b = b
    this.hook = hook
    this.src = ipv4.src(b)
    this.dst = ipv4.dst(b)
    this.proto = ipv4.proto(b)
    this.at = ipv4.payloadAt(b)
    this.end = b.length
    this.offset = ipv4.fragmentOffset(b)
    this.inName = hook === 'OUTPUT' || !skb.in ? '' : skb.in.name
    this.outName = hook === 'PREROUTING' || hook === 'INPUT' || !skb.out ? '' : skb.out.name
    this.hotdrop = false
    // nf_tables reads ports wherever they would be: in later fragments too (`nft_payload_fast_eval`), in any protocol.
    const at = this.at
    this.sport = at + 2 <= b.length ? (b[at] << 8) | b[at + 1] : NO_PORT
    this.dport = at + 4 <= b.length ? (b[at + 2] << 8) | b[at + 3] : NO_PORT

    const { fields } = this
    fields[FIELD.PROTO] = this.proto
    fields[FIELD.SRC] = this.src
    fields[FIELD.DST] = this.dst
    fields[FIELD.SPORT] = this.sport
    fields[FIELD.DPORT] = this.dport
  }
}
