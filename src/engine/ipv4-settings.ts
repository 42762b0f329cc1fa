/**
 * Settings of Linux 6.18 that no packet here depends on, with their defaults: kept, shown and refused as the kernel does, by what they take.
 * Left out are those that hold several numbers or a name, and what nobody sets by hand.
 */
const IPV4 = 'net.ipv4.'
const INT = 2 ** 31 - 1

/** For each interface there is one of these. */
const CONF =
  'accept_redirects=1 accept_source_route=0 arp_accept=0 arp_announce=0 arp_evict_nocarrier=1 arp_filter=0 arp_ignore=0 arp_notify=0 bootp_relay=0 disable_policy=0 disable_xfrm=0 drop_gratuitous_arp=0 drop_unicast_in_l2_multicast=0 force_igmp_version=0 ignore_routes_with_linkdown=0 log_martians=0 medium_id=0 proxy_arp=0 proxy_arp_pvlan=0 secure_redirects=1 tag=0'

/** Smallest and greatest value, and who takes no more than that. */
const GROUPS: readonly (readonly [number, number, string])[] = [
  [-INT - 1, INT, CONF.replaceAll(/(?<=^| )/g, 'conf.all.')],
  [
    0,
    1,
    'icmp_echo_enable_probe=0 icmp_ignore_bogus_error_responses=1 ip_autobind_reuse=0 ip_forward_update_priority=1 tcp_autocorking=1 tcp_ecn_fallback=1 tcp_migrate_req=0 tcp_shrink_window=0 tcp_no_ssthresh_metrics_save=1',
  ],
  [0, 2, 'tcp_tw_reuse=2'],
  [0, 3, 'fib_multipath_hash_policy=0'],
  [0, 4, 'tcp_early_retrans=3'],
  [
    0,
    255,
    'ip_dynaddr=0 ip_early_demux=1 igmp_link_local_mcast_reports=1 tcp_early_demux=1 tcp_fack=0 tcp_frto=2 tcp_keepalive_probes=9 tcp_moderate_rcvbuf=1 tcp_mtu_probing=0 tcp_no_metrics_save=0 tcp_orphan_retries=0 tcp_recovery=1 tcp_retrans_collapse=1 tcp_retries1=3 tcp_rfc1337=0 tcp_slow_start_after_idle=1 tcp_stdurg=0 tcp_thin_linear_timeouts=0 tcp_tso_win_divisor=3 tcp_workaround_signed_windows=0 udp_early_demux=1',
  ],
  [0, 65535, 'ip_unprivileged_port_start=1024'],
  [0, INT, 'icmp_msgs_burst=50 icmp_msgs_per_sec=1000 ipfrag_max_dist=64'],
  [1, INT, 'igmp_qrv=2 tcp_max_reordering=300 tcp_reordering=3 udp_rmem_min=4096 udp_wmem_min=4096'],
  [48, 65535, 'tcp_min_snd_mss=48 tcp_mtu_probe_floor=48'],
  [-8_589_934, 8_589_934, 'tcp_keepalive_intvl=75 tcp_keepalive_time=7200'],
  [0, 3_145_728, 'ipfrag_low_thresh=3145728'],
  [3_145_728, Number.MAX_SAFE_INTEGER, 'ipfrag_high_thresh=4194304'],
  [
    -INT - 1,
    INT,
    'igmp_max_memberships=20 igmp_max_msf=10 route.min_adv_mss=256 tcp_base_mss=1024 tcp_challenge_ack_limit=2147483647 tcp_fastopen=1 tcp_max_syn_backlog=2048 tcp_max_tw_buckets=131072 tcp_probe_threshold=8',
  ],
]

export interface Idle {
  value: number
  bounds: readonly [number, number]
}

/** By name. */
export const IDLE: ReadonlyMap<string, Idle> = new Map(
  GROUPS.flatMap(([low, high, text]) =>
    text.split(' ').map((word): [string, Idle] => {
      const [name, value] = word.split('=')
      return [IPV4 + name, { value: Number(value), bounds: [low, high] }]
    }),
  ),
)
