/** What was pasted in place of `iptables-save` text, by what each of these prints. */

const KINDS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['the listing of iptables -L', /^Chain \S+ \((policy|\d+ references)/m],
  ['rules of nft', /^\s*table (ip6?|inet|bridge|arp|netdev) \S+ \{/m],
  ['commands of iptables', /^\s*(sudo\s+)?(\/\S*\/)?ip6?tables\s+-/m],
  ['the output of ip addr', /^\d+: \S+: <[A-Z,_]+>/m],
  ['the output of ip route', /^(default|\d{1,3}(\.\d{1,3}){3}(\/\d+)?) (via|dev) \S+/m],
  ['the output of conntrack -L', /^(ipv4\s+\d+\s+)?(tcp|udp|icmp)\s+\d+ .*\bsrc=\S+ dst=\S+/m],
]

/** Null for a text that has a table, or that looks like nothing known. */
export function looksLike(text: string): string | null {
  if (/^\*\w+/m.test(text)) return null
  return KINDS.find(([, pattern]) => pattern.test(text))?.[0] ?? null
}
