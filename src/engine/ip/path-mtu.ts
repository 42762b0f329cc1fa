/** What the node has learned about how long a packet to somebody may be (RFC 1191; `__ip_rt_update_pmtu`). */
import { SECOND, type Micros } from '../../model/time'

/** `net.ipv4.route.mtu_expires` */
const KEPT = 600 * SECOND
/** `net.ipv4.route.min_pmtu`: who says less is held to this much. */
const LEAST = 552

export class PathMtus {
  private readonly known = new Map<number, { mtu: number; until: Micros }>()

  constructor(private readonly now: () => Micros) {}

  /** Infinity for what nobody complained of. */
  to(destination: number): number {
    const known = this.known.get(destination)
    return known !== undefined && known.until > this.now() ? known.mtu : Infinity
  }

  learn(destination: number, mtu: number): void {
    if (mtu < this.to(destination)) this.known.set(destination, { mtu: Math.max(mtu, LEAST), until: this.now() + KEPT })
  }
}
