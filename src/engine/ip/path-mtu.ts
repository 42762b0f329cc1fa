/** What the node has learned about how long a packet to somebody may be (RFC 1191; `__ip_rt_update_pmtu`). */
import { SECOND, type Micros } from '../../model/time'

export interface PathMtu {
  mtu: number
  until: Micros
  /** Nobody is believed who says less than `net.ipv4.route.min_pmtu`; it is held to that much, and no more is learned. */
  locked: boolean
}

export class PathMtus {
  private readonly known = new Map<number, PathMtu>()

  constructor(
    private readonly now: () => Micros,
    private readonly sysctl: (name: string) => number,
  ) {}

  /** Null for what nobody complained of. */
  find(destination: number): PathMtu | null {
    const known = this.known.get(destination)
    return known !== undefined && known.until > this.now() ? known : null
  }

  /** Infinity likewise. */
  to(destination: number): number {
    return this.find(destination)?.mtu ?? Infinity
  }

  /** `wire` is the MTU of the way out. */
  learn(destination: number, told: number, wire: number): void {
    const before = this.find(destination)
    const old = before?.mtu ?? wire
    if (before?.locked || told > old) return
    const least = this.sysctl('net.ipv4.route.min_pmtu')
    const kept = this.sysctl('net.ipv4.route.mtu_expires') * SECOND
    const locked = told < least
    const mtu = locked ? Math.min(old, least) : told
    // The same again puts the end off, once half of the time is over.
    if (before?.mtu === mtu && !locked && before.until - this.now() > kept / 2) return
    this.known.set(destination, { mtu, until: this.now() + kept, locked })
  }
}
