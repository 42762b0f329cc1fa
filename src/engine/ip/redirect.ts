/**
 * A router that sends a packet back out the way it came tells its sender of the nearer hop (RFC 1812 §5.2.7.2; `__mkroute_input`,
 * `ip_rt_send_redirect`). The packet itself goes on.
 */
import { inPrefix } from '../../packet/address'
import { TYPE } from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import type { Iface } from '../node'
import type { Skb } from '../skb'
import type { Stack } from './stack'

/** The code that says: for this one host. */
const HOST = 1

/** The packet came in by `out`, too; `hop` is its next one: the gateway of its route, or its destination. */
export function redirect(stack: Stack, skb: Skb, out: Iface, hop: number): void {
  const { sendRedirects, sharedMedia } = stack.settings.of(out)
  if (!sendRedirects) return
  const to = ipv4.src(skb.bytes)
  const back = stack.routes.lookupBy(out, to)
  if (!back || back.via !== 0) return
  const gateway = hop === ipv4.dst(skb.bytes) ? 0 : hop
  if (!sharedMedia && !onOneSubnet(out, to, gateway)) return
  if (stack.rations.allowRedirect(to)) stack.icmpError(skb, TYPE.REDIRECT, HOST, hop)
}

/** `inet_addr_onlink`; no gateway is on any subnet. */
const onOneSubnet = (dev: Iface, a: number, gateway: number): boolean =>
  dev.addresses.some(({ address, prefix: bits }) => {
    const subnet = { address, bits }
    return inPrefix(a, subnet) && (gateway === 0 || inPrefix(gateway, subnet))
  })
