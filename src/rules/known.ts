/**
 * Names of extensions that the parser may not know: those that come when a text names them (`rare.ts`), and those that exist
 * but are not modelled here, so that `-j LED` is told from a chain that was forgotten, and `-m hashlmit` from an extension we
 * do not know. Of iptables 1.8.9, xtables-addons and older kernels.
 */
const list = (text: string): string[] => text.split(/\s+/).filter(Boolean)

export const RARE_MATCHES: readonly string[] = list(`
  ah bpf cluster connbytes connlabel cpu dccp devgroup ecn esp hashlimit helper ipcomp osf physdev policy quota realm sctp socket string time u32`)

export const RARE_TARGETS: readonly string[] = list(
  'AUDIT CONNSECMARK ECN HMARK IDLETIMER NFQUEUE SET TCPOPTSTRIP TEE TPROXY',
)

export const KNOWN_TARGETS: ReadonlySet<string> = new Set([
  ...RARE_TARGETS,
  ...list(`CLUSTERIP DNPT HL LED QUEUE RATEEST SECMARK SNPT SYNPROXY ULOG
  ROUTE MIRROR SAME BALANCE ACCOUNT CHAOS DELUDE DHCPMAC DNETMAP ECHO IPMARK LOGMARK PROTO RAWDNAT RAWSNAT STEAL SYSRQ TARPIT XOR`),
])

export const KNOWN_MATCHES: ReadonlySet<string> = new Set([
  ...RARE_MATCHES,
  ...list(`cgroup dst eui64 frag hbh hl icmp6 ipv6header ipvs mh nfacct rateest rt unclean
  account condition fuzzy geoip gradm iface ipp2p ipv4options length2 layer7 lscan nth pknock psd quota2 random webstr`),
])

/** A rare one may be named by its protocol alone, and a protocol by its number. */
const RARE = new RegExp(
  `-(?:[mjp]|-[mjp]\\w*)[\\s=]+"?(?:\\d|(?:${[...RARE_MATCHES, ...RARE_TARGETS].join('|')})(?!\\w))`,
  'i',
)

/** Whether the text may name extensions that `rare.ts` brings; it may say so of one that does not. */
export const namesRare = (text: string): boolean => RARE.test(text)

/** Extensions, not modelled, that iptables loads by protocol when it meets one of their options. */
export const PROTOCOL_MATCHES: ReadonlyMap<number, string> = new Map([
  [58, 'icmp6'],
  [135, 'mh'],
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
