/** The sysctls that every packet meets, as plain values: a packet cannot afford to look names up. */
import type { Iface } from '../node'

/** What may differ from interface to interface. */
export interface IfaceSettings {
  /** What comes in by it may go on. */
  forwarding: boolean
  routeLocalnet: boolean
  acceptLocal: boolean
  /** A packet's mark counts where its source is looked at. */
  srcValidMark: boolean
  /** 0 off, 1 strict, 2 loose (RFC 3704). */
  rpFilter: number
  sendRedirects: boolean
  /** What is for all of another subnet goes there. */
  broadcasts: boolean
  /** Hosts of all of its subnets hear one another. */
  sharedMedia: boolean
}

export class Settings {
  ttl = 64
  /** What passes through heeds what is known of the path (`ip_forward_use_pmtu`). */
  forwardsByPathMtu = false
  /** By index. */
  private readonly own: IfaceSettings[] = []

  constructor(
    private readonly sysctl: (name: string) => number,
    private readonly ifaces: readonly Iface[],
  ) {
    this.reload()
  }

  of(iface: Iface): IfaceSettings {
    return this.own[iface.index]
  }

  /** To be called when a sysctl was set. The interface's own value and that of `all` add up: the stronger one holds. */
  reload(): void {
    const { sysctl } = this
    this.ttl = sysctl('net.ipv4.ip_default_ttl')
    this.forwardsByPathMtu = sysctl('net.ipv4.ip_forward_use_pmtu') !== 0
    for (const { index, name } of this.ifaces) {
      const stronger = (key: string) =>
        Math.max(sysctl(`net.ipv4.conf.all.${key}`), sysctl(`net.ipv4.conf.${name}.${key}`))
      this.own[index] = {
        forwarding: sysctl(`net.ipv4.conf.${name}.forwarding`) !== 0,
        routeLocalnet: stronger('route_localnet') !== 0,
        acceptLocal: stronger('accept_local') !== 0,
        srcValidMark: stronger('src_valid_mark') !== 0,
        rpFilter: stronger('rp_filter'),
        sendRedirects: stronger('send_redirects') !== 0,
        broadcasts: ['all', name].every((of) => sysctl(`net.ipv4.conf.${of}.bc_forwarding`) !== 0),
        sharedMedia: stronger('shared_media') !== 0,
      }
    }
  }
}
