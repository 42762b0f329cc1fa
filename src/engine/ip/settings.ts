/** The sysctls that every packet meets, as plain values: a packet cannot afford to look names up. */
export class Settings {
  forwarding = false
  routeLocalnet = false
  acceptLocal = false
  /** 0 off, 1 strict, 2 loose (RFC 3704). */
  rpFilter = 0
  ttl = 64

  constructor(private readonly sysctl: (name: string) => number) {
    this.reload()
  }

  /** To be called when a sysctl was set. */
  reload(): void {
    const { sysctl } = this
    this.forwarding = sysctl('net.ipv4.ip_forward') !== 0
    this.routeLocalnet = sysctl('net.ipv4.conf.all.route_localnet') !== 0
    this.acceptLocal = sysctl('net.ipv4.conf.all.accept_local') !== 0
    this.rpFilter = sysctl('net.ipv4.conf.all.rp_filter')
    this.ttl = sysctl('net.ipv4.ip_default_ttl')
  }
}
