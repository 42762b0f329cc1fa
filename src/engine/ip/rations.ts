/**
 * How many ICMP errors a host gets (RFC 1812 §4.3.2.8): one each `icmp_ratelimit` milliseconds after a first few
 * (`inet_peer_xrlim_allow`), and of those about a missing route five at once, then one a second (`ip_error`). The two draw on one
 * purse, each filling it up to its own brim. Of redirects it gets nine, each after twice the time of the one before; who then was quiet
 * for twenty seconds may hear more (`ip_rt_send_redirect`). The limit over all hosts together (`icmp_msgs_per_sec`) is not modelled.
 */
import { TYPE, UNREACHABLE } from '../../packet/icmp'
import { MILLISECOND, SECOND, type Micros } from '../../model/time'

/** `XRLIM_BURST_FACTOR`. */
const BURST = 6
const ROUTE_ERROR = { cost: SECOND, brim: 5 * SECOND }
/** `ip_rt_redirect_load`, `_number` and `_silence`. */
const REDIRECTS = { first: 20 * MILLISECOND, most: 9, forgotten: 20_480 * MILLISECOND }
/** Whoever is met for the first time has this much: more than any brim. */
const BEGINNING = 60 * SECOND

interface Purse {
  /** In time: what has passed since it was empty. */
  tokens: Micros
  counted: Micros
  /** How often it was redirected and took the detour all the same. */
  redirects: number
}

export class Rations {
  private readonly purses = new Map<number, Purse>()

  constructor(
    private readonly now: () => Micros,
    private readonly sysctl: (name: string) => number,
  ) {}

  /** Whether `to` may get this error; the answer yes has been paid for. */
  allow(to: number, type: number, code: number): boolean {
    if (type === TYPE.UNREACHABLE && code === UNREACHABLE.FRAGMENTATION_NEEDED) return true
    if (!(this.sysctl('net.ipv4.icmp_ratemask') & (1 << type))) return true
    const cost = this.sysctl('net.ipv4.icmp_ratelimit') * MILLISECOND
    const purse = this.purse(to)
    // Only time that has passed is cut off at the brim.
    if (purse.counted !== this.now()) this.fill(purse, BURST * cost)
    return pay(purse, cost)
  }

  /** Whether `to` may be told that there is no route; the error itself then still asks `allow`. */
  allowRouteError(to: number): boolean {
    const purse = this.purse(to)
    this.fill(purse, ROUTE_ERROR.brim)
    return pay(purse, ROUTE_ERROR.cost)
  }

  /** Whether `to` may be told of a nearer hop. */
  allowRedirect(to: number): boolean {
    const now = this.now()
    const purse = this.purse(to)
    if (now > purse.counted + REDIRECTS.forgotten) {
      purse.tokens = 0
      purse.redirects = 0
    }
    if (purse.redirects >= REDIRECTS.most) {
      purse.counted = now
      return false
    }
    if (purse.redirects > 0 && now <= purse.counted + REDIRECTS.first * 2 ** purse.redirects) return false
    purse.counted = now
    purse.redirects++
    return true
  }

  private purse(of: number): Purse {
    let purse = this.purses.get(of)
    if (!purse) this.purses.set(of, (purse = { tokens: 0, counted: this.now() - BEGINNING, redirects: 0 }))
    return purse
  }

  private fill(purse: Purse, brim: Micros): void {
    purse.tokens = Math.min(purse.tokens + this.now() - purse.counted, brim)
    purse.counted = this.now()
  }
}

function pay(purse: Purse, cost: Micros): boolean {
  if (purse.tokens < cost) return false
  purse.tokens -= cost
  return true
}
