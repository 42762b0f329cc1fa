/**
 * Names of extensions that exist but are not modelled here, so that `-j NFQUEUE` is told from a chain that was
 * forgotten, and `-m hashlmit` from an extension we do not know. Of iptables 1.8.9, xtables-addons and older kernels.
 */
const list = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean))

export const KNOWN_TARGETS = list(`
  AUDIT CLUSTERIP CONNSECMARK DNPT ECN HL HMARK IDLETIMER LED QUEUE RATEEST
  SECMARK SNPT SYNPROXY TCPOPTSTRIP TEE ULOG
  ROUTE MIRROR SAME BALANCE ACCOUNT CHAOS DELUDE DHCPMAC DNETMAP ECHO IPMARK LOGMARK PROTO RAWDNAT RAWSNAT STEAL SYSRQ TARPIT XOR`)

export const KNOWN_MATCHES = list(`
  ah bpf cgroup cluster connbytes connlabel cpu dccp devgroup dst ecn esp eui64 frag hbh helper hl icmp6 ipv6header
  ipvs mh nfacct osf rateest realm rt sctp u32 udplite unclean
  account condition fuzzy geoip gradm iface ipp2p ipv4options length2 layer7 lscan nth pknock psd quota2 random webstr`)

/** Extensions, not modelled, that iptables loads by protocol when it meets one of their options. */
export const PROTOCOL_MATCHES: ReadonlyMap<number, string> = new Map([
  [33, 'dccp'],
  [50, 'esp'],
  [51, 'ah'],
  [58, 'icmp6'],
  [132, 'sctp'],
  [135, 'mh'],
  [136, 'udplite'],
])

/** At most one letter added, left out, changed, or two neighbours swapped. */
function nearly(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let from = 0
  while (from < a.length && a[from] === b[from]) from++
  let [endA, endB] = [a.length, b.length]
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1]
  const [restA, restB] = [a.slice(from, endA), b.slice(from, endB)]
  return (restA.length <= 1 && restB.length <= 1) || (restA.length === 2 && restA === restB[1] + restB[0])
}

/** The name that was most likely meant, if one is near. */
export const meant = (typed: string, names: Iterable<string>): string | undefined => {
  if (typed.length < 3) return undefined
  for (const name of names) if (name !== typed && nearly(typed, name)) return name
  return undefined
}
