/**
 * What kube-proxy writes in iptables mode for the service default/web, as iptables-save lists it: 10.96.0.80:80 and
 * port 30080 of every node lead to two pods. The names of the chains are hashes of what they stand for.
 */
const SVC = 'KUBE-SVC-LOLE4ISW44XBNF3G'
const EXT = 'KUBE-EXT-LOLE4ISW44XBNF3G'
const WEB = '-m comment --comment "default/web"'
const CLUSTER_IP = '-p tcp -m comment --comment "default/web cluster IP" -m tcp --dport 80'

const endpoints = [
  { chain: 'KUBE-SEP-XQWD6PXGZUTOOIVQ', address: '10.244.1.5' },
  { chain: 'KUBE-SEP-GSGFIMZKNHLNTAQH', address: '10.244.2.6' },
]
const [first, second] = endpoints

const to = ({ chain, address }: (typeof endpoints)[number], share: string): string =>
  `-A ${SVC} -m comment --comment "default/web -> ${address}:8080"${share} -j ${chain}`

export const kubeProxy = `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
${[EXT, 'KUBE-MARK-MASQ', 'KUBE-NODEPORTS', 'KUBE-POSTROUTING', second.chain, first.chain, 'KUBE-SERVICES', SVC]
  .map((chain) => `:${chain} - [0:0]`)
  .join('\n')}
-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING
-A ${EXT} -m comment --comment "masquerade traffic for default/web external destinations" -j KUBE-MARK-MASQ
-A ${EXT} -j ${SVC}
-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
-A KUBE-NODEPORTS -p tcp ${WEB} -m tcp --dport 30080 -j ${EXT}
-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0
-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully
${endpoints
  .map(
    ({ chain, address }) => `-A ${chain} -s ${address}/32 ${WEB} -j KUBE-MARK-MASQ
-A ${chain} -p tcp ${WEB} -m tcp -j DNAT --to-destination ${address}:8080`,
  )
  .join('\n')}
-A KUBE-SERVICES -d 10.96.0.80/32 ${CLUSTER_IP} -j ${SVC}
-A KUBE-SERVICES -m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
-A ${SVC} ! -s 10.244.0.0/16 -d 10.96.0.80/32 ${CLUSTER_IP} -j KUBE-MARK-MASQ
${to(first, ' -m statistic --mode random --probability 0.50000000000')}
${to(second, '')}
COMMIT
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:KUBE-FORWARD - [0:0]
-A FORWARD -m comment --comment "kubernetes forwarding rules" -j KUBE-FORWARD
-A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP
-A KUBE-FORWARD -m comment --comment "kubernetes forwarding rules" -m mark --mark 0x4000/0x4000 -j ACCEPT
-A KUBE-FORWARD -m comment --comment "kubernetes forwarding conntrack rule" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
COMMIT
`
