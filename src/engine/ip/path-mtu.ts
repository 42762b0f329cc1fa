/** What the node has learned about how long a packet to somebody may be (RFC 1191; `__ip_rt_update_pmtu`). */
import { PROTO } from '../../packet/protocol'
import { SECOND, type Micros } from '../../model/time'
import { isLoopbackAstray, mtuTo, whyNot } from './output'
import { OWN } from './policy'
import type { Stack } from './stack'

export interface PathMtu {
  mtu: number
  until: Micros
  /** Nobody is believed who says less than `net.ipv4.route.min_pmtu`; it is held to that much, for what passes through, too, and no more is learned. */
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

  /** Infinity where none is locked. */
  lockedTo(destination: number): number {
    const known = this.find(destination)
    return known?.locked ? known.mtu : Infinity
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

/** Whether the node's own packets say that they must not be cut, so that it hears how long they may be (`ip_dont_fragment`). */
export const asksForWidth = (stack: Stack, remote: number): boolean =>
  stack.sysctl('net.ipv4.ip_no_pmtu_disc') === 0 && stack.pathMtus.lockedTo(remote) === Infinity

/**
 * Somebody could not pass on what the node sent from `local` to `remote`. Nothing is learned of what the node could not send
 * (`ipv4_update_pmtu`).
 */
export function heedWidth(stack: Stack, proto: number, local: number, remote: number, told: number): void {
  const discovery = stack.sysctl('net.ipv4.ip_no_pmtu_disc')
  if (discovery === 2 || (discovery === 3 && proto !== PROTO.TCP)) return
  const { routes, pathMtus } = stack
  const type = routes.addressType(remote)
  if (!routes.isLocal(local) || (type !== 'UNICAST' && type !== 'LOCAL')) return
  const flow = { ...OWN, from: local, proto }
  if (whyNot(stack, remote, flow) || isLoopbackAstray(stack, local, routes.lookup(remote, flow))) return
  pathMtus.learn(remote, discovery === 1 ? 0 : told, mtuTo(stack, remote, flow))
}
