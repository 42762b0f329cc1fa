/** The sysctls that conntrack obeys, as plain numbers: a packet cannot afford to look names up. */
import { TCP_STATES, TCP_TIMEOUTS } from '../../model/tcp'
import type { NodeEnv } from '../node'

const PREFIX = 'net.netfilter.nf_conntrack_'

/** The states whose timeouts can be set; NONE never counts, and SYN_SENT2 has no sysctl. */
const TCP_SET = TCP_STATES.filter((state) => state !== 'NONE' && state !== 'SYN_SENT2')

export class Settings {
  /** Entries that may be; 0 for no limit. */
  max = 0
  buckets = 0
  checksum = true
  acct = false
  timestamp = false
  beLiberal = false
  loose = true
  ignoreInvalidRst = false
  maxRetrans = 0
  /** Timeouts are in seconds; TCP's by state number. */
  readonly tcp = new Int32Array(TCP_STATES.length)
  /** The one of these that the fast path needs. */
  tcpEstablished = 0
  tcpRetrans = 0
  tcpUnacknowledged = 0
  udp = 0
  udpStream = 0
  icmp = 0
  generic = 0
  gre = 0
  greStream = 0

  private readonly env: NodeEnv

  constructor(env: NodeEnv) {
    this.env = env
    this.reload()
  }

  /** To be called when a sysctl was set. What runs already keeps its timeout until its next packet, as in the kernel. */
  reload(): void {
    const number = (name: string) => this.env.sysctl(PREFIX + name)
    this.max = number('max')
    this.buckets = number('buckets')
    this.checksum = number('checksum') !== 0
    this.acct = number('acct') !== 0
    this.timestamp = number('timestamp') !== 0
    this.beLiberal = number('tcp_be_liberal') !== 0
    this.loose = number('tcp_loose') !== 0
    this.ignoreInvalidRst = number('tcp_ignore_invalid_rst') !== 0
    this.maxRetrans = number('tcp_max_retrans')
    for (const state of TCP_SET) this.tcp[TCP_STATES.indexOf(state)] = number(`tcp_timeout_${state.toLowerCase()}`)
    this.tcp[TCP_STATES.indexOf('SYN_SENT2')] = TCP_TIMEOUTS.SYN_SENT2
    this.tcpEstablished = number('tcp_timeout_established')
    this.tcpRetrans = number('tcp_timeout_max_retrans')
    this.tcpUnacknowledged = number('tcp_timeout_unacknowledged')
    this.udp = number('udp_timeout')
    this.udpStream = number('udp_timeout_stream')
    this.icmp = number('icmp_timeout')
    this.generic = number('generic_timeout')
    this.gre = number('gre_timeout')
    this.greStream = number('gre_timeout_stream')
  }
}
