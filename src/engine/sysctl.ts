/** The settings of a node, by their kernel names, with the defaults of Linux 6.18. */
import { IDLE } from './ipv4-settings'

const timeouts = (family: string, seconds: Record<string, number>) =>
  Object.fromEntries(Object.entries(seconds).map(([name, s]) => [`net.netfilter.nf_conntrack_${family}${name}`, s]))

/** Timeouts are in seconds. `nf_conntrack_max` depends on memory in the kernel; this is that of a machine with 4 GiB or more. */
export const DEFAULTS: Readonly<Record<string, number | string>> = {
  'net.ipv4.ip_forward': 0,
  'net.ipv4.ip_default_ttl': 64,
  'net.ipv4.ip_local_port_range': '32768\t60999',
  'net.ipv4.ip_local_reserved_ports': '',
  'net.ipv4.ip_no_pmtu_disc': 0,
  'net.ipv4.ip_nonlocal_bind': 0,
  'net.ipv4.ip_forward_use_pmtu': 0,
  'net.ipv4.route.min_pmtu': 552,
  'net.ipv4.route.mtu_expires': 600,
  'net.ipv4.fwmark_reflect': 0,
  'net.ipv4.icmp_echo_ignore_all': 0,
  'net.ipv4.icmp_echo_ignore_broadcasts': 1,
  'net.ipv4.icmp_ratelimit': 1000,
  'net.ipv4.icmp_ratemask': 6168,
  'net.ipv4.icmp_errors_use_inbound_ifaddr': 0,
  'net.ipv4.conf.all.forwarding': 0,
  'net.ipv4.conf.all.rp_filter': 0,
  'net.ipv4.conf.all.route_localnet': 0,
  'net.ipv4.conf.all.accept_local': 0,
  'net.ipv4.conf.all.src_valid_mark': 0,
  'net.ipv4.conf.all.bc_forwarding': 0,
  'net.ipv4.conf.all.promote_secondaries': 0,
  'net.ipv4.conf.all.send_redirects': 1,
  'net.ipv4.conf.all.shared_media': 1,
  'net.ipv4.tcp_syn_retries': 6,
  'net.ipv4.tcp_syn_linear_timeouts': 4,
  'net.ipv4.tcp_synack_retries': 5,
  'net.ipv4.tcp_retries2': 15,
  'net.ipv4.tcp_timestamps': 1,
  'net.ipv4.tcp_sack': 1,
  'net.ipv4.tcp_window_scaling': 1,
  'net.ipv4.tcp_ecn': 2,
  'net.ipv4.tcp_abort_on_overflow': 0,
  'net.ipv4.tcp_syncookies': 1,
  'net.ipv4.tcp_dsack': 1,
  'net.ipv4.tcp_fwmark_accept': 0,
  'net.ipv4.tcp_reflect_tos': 0,
  'net.ipv4.tcp_fin_timeout': 60,
  'net.ipv4.ipfrag_time': 30,
  'net.netfilter.nf_conntrack_max': 262144,
  'net.netfilter.nf_conntrack_buckets': 262144,
  'net.netfilter.nf_conntrack_expect_max': 4096,
  'net.netfilter.nf_conntrack_frag6_high_thresh': 4_194_304,
  'net.netfilter.nf_conntrack_frag6_low_thresh': 3_145_728,
  'net.netfilter.nf_conntrack_count': 0,
  'net.netfilter.nf_conntrack_events': 2,
  'net.netfilter.nf_conntrack_acct': 0,
  'net.netfilter.nf_conntrack_checksum': 1,
  'net.netfilter.nf_conntrack_timestamp': 0,
  'net.netfilter.nf_conntrack_log_invalid': 0,
  'net.netfilter.nf_conntrack_tcp_be_liberal': 0,
  'net.netfilter.nf_conntrack_tcp_ignore_invalid_rst': 0,
  'net.netfilter.nf_conntrack_tcp_loose': 1,
  'net.netfilter.nf_conntrack_tcp_max_retrans': 3,
  ...timeouts('tcp_timeout_', {
    syn_sent: 120,
    syn_recv: 60,
    established: 432_000,
    fin_wait: 120,
    close_wait: 60,
    last_ack: 30,
    time_wait: 120,
    close: 10,
    max_retrans: 300,
    unacknowledged: 300,
  }),
  ...timeouts('udp_', { timeout: 30, timeout_stream: 120 }),
  ...timeouts('', {
    icmp_timeout: 30,
    icmpv6_timeout: 30,
    frag6_timeout: 60,
    generic_timeout: 600,
    gre_timeout: 30,
    gre_timeout_stream: 180,
  }),
  ...timeouts('sctp_timeout_', {
    closed: 10,
    cookie_wait: 3,
    cookie_echoed: 3,
    established: 210,
    shutdown_sent: 3,
    shutdown_recd: 3,
    shutdown_ack_sent: 3,
    heartbeat_sent: 30,
  }),
}

const CT = 'net.netfilter.nf_conntrack_'
/** Smallest and greatest value; the others take any `int`. */
const BOUNDS: ReadonlyMap<string, readonly [number, number]> = new Map<string, readonly [number, number]>([
  [`${CT}acct`, [0, 1]],
  [`${CT}checksum`, [0, 1]],
  [`${CT}timestamp`, [0, 1]],
  [`${CT}tcp_be_liberal`, [0, 1]],
  [`${CT}tcp_ignore_invalid_rst`, [0, 1]],
  [`${CT}tcp_loose`, [0, 1]],
  [`${CT}events`, [0, 2]],
  [`${CT}tcp_max_retrans`, [0, 255]],
  [`${CT}log_invalid`, [0, 255]],
  ['net.ipv4.ip_default_ttl', [1, 255]],
  ['net.ipv4.icmp_ratelimit', [0, 2 ** 31 - 1]],
  ['net.ipv4.icmp_errors_use_inbound_ifaddr', [0, 1]],
  ['net.ipv4.icmp_echo_ignore_all', [0, 1]],
  ['net.ipv4.icmp_echo_ignore_broadcasts', [0, 1]],
  ['net.ipv4.route.min_pmtu', [68, 2 ** 31 - 1]],
  ['net.ipv4.tcp_reflect_tos', [0, 1]],
  ['net.ipv4.tcp_ecn', [0, 2]],
  ['net.ipv4.tcp_syn_retries', [1, 127]],
  ['net.ipv4.tcp_syn_linear_timeouts', [0, 127]],
  ...'fwmark_reflect ip_no_pmtu_disc ip_nonlocal_bind tcp_synack_retries tcp_retries2 tcp_timestamps tcp_sack tcp_window_scaling tcp_abort_on_overflow tcp_syncookies ip_forward_use_pmtu tcp_dsack tcp_fwmark_accept'
    .split(' ')
    .map((name): [string, readonly [number, number]] => [`net.ipv4.${name}`, [0, 255]]),
])
const INT = [-(2 ** 31), 2 ** 31 - 1] as const
/** What the kernel keeps in jiffies, of which there are 250 a second, must fit an `int` there. */
const SECONDS = [-8_589_934, 8_589_934] as const
const IN_SECONDS = /_timeout(?:_|$)|ipfrag_time|mtu_expires/
/** Written in milliseconds, kept in jiffies. */
const IN_JIFFIES = 'net.ipv4.icmp_ratelimit'
const JIFFY = 4
const PORT_RANGE = 'net.ipv4.ip_local_port_range'
const RESERVED_PORTS = 'net.ipv4.ip_local_reserved_ports'
const UNPRIVILEGED = 1024
const LAST_PORT = 65535
const [LOW, HIGH] = [`${CT}frag6_low_thresh`, `${CT}frag6_high_thresh`]

export interface Sysctl {
  /** Throws RangeError on a name that Linux has not or this engine does not follow. */
  get(name: string): number
  text(name: string): string
  /** Throws RangeError likewise, and on a value that is no number where one is needed. */
  set(name: string, value: number | string): void
  has(name: string): boolean
  names(): string[]
}

/** What there is for all interfaces there is for each of `ifaces`, and for `default`: that is for interfaces yet to come. */
export function createSysctl(
  values: Readonly<Record<string, number | string>> = {},
  ifaces: readonly string[] = [],
): Sysctl {
  const table = new Map(Object.entries(DEFAULTS))
  for (const [name, { value }] of IDLE) table.set(name, value)
  for (const [name, value] of table)
    if (name.startsWith(ALL))
      for (const own of ['default', ...ifaces]) table.set(name.replace(ALL, `${CONF}${own}.`), value)
  const own = (name: string) => {
    const value = table.get(name) ?? table.get(canonical(name))
    if (value === undefined) throw new RangeError(`unknown sysctl "${name}"`)
    return value
  }
  /** Of the two marks of memory the one bounds the other. */
  const boundsOf = (name: string): readonly [number, number] => {
    if (name === LOW) return [0, Number(own(HIGH))]
    if (name === HIGH) return [Number(own(LOW)), Number.MAX_SAFE_INTEGER]
    return BOUNDS.get(name) ?? IDLE.get(name)?.bounds ?? (IN_SECONDS.test(name) ? SECONDS : INT)
  }
  /** What is read back of a value. */
  const kept = (name: string, value: number | string): number | string => {
    if (name === IN_JIFFIES) return Math.ceil(Number(value) / JIFFY) * JIFFY
    if (name === PORT_RANGE) return portRange(String(value), String(own(name)))
    return name === RESERVED_PORTS ? portSet(String(value)) : value
  }
  const sysctl: Sysctl = {
    get: (name) => Number(own(name)),
    text: (name) => String(own(name)),
    has: (name) => table.has(canonical(name)),
    names: () => [...table.keys()],
    set(name, value) {
      const was = own(name)
      // What has several numbers is read back with tabs between them.
      const now = typeof was === 'number' ? wholeNumber(value) : String(value).trim().replaceAll(/\s+/g, '\t')
      const [low, high] = boundsOf(canonical(name))
      if (now === null) throw new RangeError(`sysctl "${name}" is a whole number, not "${value}"`)
      if (typeof now === 'number' && (now < low || now > high))
        throw new RangeError(`sysctl "${name}" is a number from ${low} to ${high}, not ${now}`)
      table.set(canonical(name), kept(canonical(name), now))
      // Of all interfaces at once: each one's own switch is turned, and may be turned back (`inet_forward_change`). What is there
      // already turns none (`devinet_sysctl_forward`).
      if (FORWARDS.has(canonical(name)) && now !== was)
        for (const each of table.keys()) if (each.endsWith('.forwarding') || FORWARDS.has(each)) table.set(each, now)
    },
  }
  for (const [name, value] of Object.entries(values)) sysctl.set(name, value)
  return sysctl
}

/** Lowest and highest port (`ipv4_local_port_range`); where one is left out the other stays. */
function portRange(text: string, was: string): string {
  const old = was.split('\t').map(Number)
  const [low, high] = old.map((n, i) => {
    const word = text.split('\t')[i]
    return word === undefined ? n : wholeNumber(word)
  })
  if (low === null || high === null || low < UNPRIVILEGED || high > LAST_PORT || high < low)
    throw new RangeError(`sysctl "${PORT_RANGE}" is two ports from ${UNPRIVILEGED} to ${LAST_PORT}, not "${text}"`)
  return `${low}\t${high}`
}

/** Ports and ranges of them in order, those that touch as one (`proc_do_large_bitmap`). */
function portSet(text: string): string {
  const ranges = text
    .split(',')
    .filter((word) => word !== '')
    .map((word) => {
      const [, low, high = low] = /^(\d+)(?:-(\d+))?$/.exec(word) ?? []
      if (low === undefined || Number(high) > LAST_PORT || Number(high) < Number(low))
        throw new RangeError(`sysctl "${RESERVED_PORTS}" is a list of ports, not "${text}"`)
      return [Number(low), Number(high)]
    })
    .toSorted((a, b) => a[0] - b[0])
  const joined: number[][] = []
  for (const [low, high] of ranges) {
    const last = joined.at(-1)
    if (last && low <= last[1] + 1) last[1] = Math.max(last[1], high)
    else joined.push([low, high])
  }
  return joined.map(([low, high]) => (low === high ? `${low}` : `${low}-${high}`)).join(',')
}

/** Of several numbers the kernel takes the first: decimal, or as C writes octal and hexadecimal ones. */
function wholeNumber(value: number | string): number | null {
  const [first] = String(value).trim().split(/\s+/)
  const [, minus, digits] = /^(-?)(0x[\da-f]+|0[0-7]*|[1-9]\d*)$/i.exec(first) ?? []
  if (digits === undefined) return null
  const size = /^0[0-7]/.test(digits) ? Number.parseInt(digits, 8) : Number(digits)
  return minus ? -size : size
}

const CONF = 'net.ipv4.conf.'
const ALL = `${CONF}all.`
const FORWARDS: ReadonlySet<string> = new Set(['net.ipv4.ip_forward', `${ALL}forwarding`])

/** `net/ipv4/ip_forward` and `net.ipv4.ip_forward` are one name. */
const canonical = (name: string) => name.replaceAll('/', '.')
