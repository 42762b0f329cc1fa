/** Names that iptables takes in place of numbers: protocols and services (IANA registries), as Debian's files have them. */
import { PROTO } from '../packet/protocol'
import { parseInteger } from './integer'

const PROTOCOLS: readonly (readonly [number, ...string[]])[] = [
  [1, 'icmp'], [2, 'igmp'], [3, 'ggp'], [4, 'ipencap'], [5, 'st'], [6, 'tcp', 'mptcp'], [8, 'egp'], [9, 'igp'],
  [12, 'pup'], [17, 'udp'], [20, 'hmp'], [22, 'xns-idp'], [27, 'rdp'], [29, 'iso-tp4'], [33, 'dccp'], [36, 'xtp'], [37, 'ddp'],
  [38, 'idpr-cmtp'], [41, 'ipv6'], [43, 'ipv6-route'], [44, 'ipv6-frag'], [45, 'idrp'], [46, 'rsvp'], [47, 'gre'],
  [50, 'esp'], [51, 'ah'], [57, 'skip'], [58, 'ipv6-icmp', 'icmpv6'], [59, 'ipv6-nonxt'], [60, 'ipv6-opts'],
  [73, 'rspf'], [81, 'vmtp'], [88, 'eigrp'], [89, 'ospf'], [93, 'ax.25'], [94, 'ipip'], [97, 'etherip'],
  [98, 'encap'], [103, 'pim'], [108, 'ipcomp'], [112, 'vrrp'], [115, 'l2tp'], [124, 'isis'], [132, 'sctp'], [133, 'fc'],
  [135, 'mobility-header', 'mh', 'ipv6-mh'], [136, 'udplite'], [137, 'mpls-in-ip'], [138, 'manet'], [139, 'hip'], [140, 'shim6'],
  [141, 'wesp'], [142, 'rohc'], [143, 'ethernet'],
] // prettier-ignore

const PROTOCOL_NUMBER = new Map(PROTOCOLS.flatMap(([number, ...names]) => names.map((name) => [name, number] as const)))
const PROTOCOL_NAME = new Map(PROTOCOLS.map(([number, name]) => [number, name]))

/** "tcp" or "6" → 6; "all" and "0" → 0; null for anything else. Case does not matter. */
export function protocolNumber(text: string): number | null {
  const number = parseInteger(text)
  if (number !== null) return number <= 255 ? number : null
  const name = text.toLowerCase()
  return name === 'all' || name === 'ip' ? 0 : (PROTOCOL_NUMBER.get(name) ?? null)
}

/** 6 → "tcp"; a number without a name stays a number. */
export const protocolText = (number: number): string => PROTOCOL_NAME.get(number) ?? String(number)

/** Which protocols know a service: t TCP, u UDP, b both. */
const SERVICES = `
tcpmux 1t echo 7b discard 9b sink 9b systat 11t users 11t daytime 13b netstat 15t qotd 17t quote 17t chargen 19b ftp-data 20t ftp 21t
fsp 21u ssh 22t telnet 23t smtp 25t mail 25t time 37b whois 43t nicname 43t tacacs 49b domain 53b bootps 67u bootpc 68u tftp 69u
gopher 70t finger 79t http 80t www 80t kerberos 88b krb5 88b acr-nema 104t pop3 110t pop-3 110t sunrpc 111b portmapper 111b auth 113t
ident 113t tap 113t nntp 119t ntp 123u epmap 135t loc-srv 135t netbios-ns 137u netbios-dgm 138u netbios-ssn 139t imap2 143t imap 143t
snmp 161b snmp-trap 162b snmptrap 162b bgp 179t qmtp 209t ipx 213u ptp-event 319u ptp-general 320u ldap 389b svrloc 427b https 443b
snpp 444t microsoft-ds 445t kpasswd 464b submissions 465t smtps 465t ssmtp 465t urd 465t isakmp 500u exec 512t biff 512u login 513t who 513u
shell 514t syslog 514u printer 515t spooler 515t talk 517u ntalk 518u route 520u router 520u uucp 540t klogin 543t kshell 544t
dhcpv6-client 546u dhcpv6-server 547u rtsp 554t nntps 563t submission 587t ipp 631t ldaps 636b ldp 646b tinc 655b silc 706t
kerberos-adm 749t domain-s 853b rsync 873t ftps-data 989t ftps 990t telnets 992t imaps 993t pop3s 995t socks 1080t rmiregistry 1099t
openvpn 1194b ms-sql-s 1433t ms-sql-m 1434u radius 1812b radius-acct 1813b radacct 1813b cisco-sccp 2000t nfs 2049b cvspserver 2401t
dict 2628t gpsd 2947t icpv2 3130u icp 3130u isns 3205b iscsi-target 3260t mysql 3306t ms-wbt-server 3389t nut 3493b distcc 3632t daap 3690t
svn 3690t sieve 4190t epmd 4369t remctl 4373t ntske 4460t ipsec-nat-t 4500u iax 4569u munin 4949t sip 5060b sip-tls 5061b
xmpp-client 5222t jabber-client 5222t xmpp-server 5269t jabber-server 5269t mdns 5353u postgresql 5432t postgres 5432t nrpe 5666t
amqps 5671t amqp 5672b x11 6000t redis 6379t syslog-tls 6514t ircd 6667t babel 6696u ircs-u 6697t http-alt 8080t webcache 8080t
tproxy 8081t puppet 8140t bacula-dir 9101t git 9418t webmin 10000t zabbix-agent 10050t zabbix-trapper 10051t amanda 10080t`

const PORT = new Map<string, number>()
for (const [, name, port, protos] of SERVICES.matchAll(/(\S+) (\d+)([tub])/g)) {
  if (protos !== 'u') PORT.set(`${name}/tcp`, Number(port))
  if (protos !== 't') PORT.set(`${name}/udp`, Number(port))
}

const SERVICE = new Map<string, string>()
for (const [key, port] of PORT) {
  const [name, proto] = key.split('/')
  // The first name is the service's own; the others are aliases.
  if (!SERVICE.has(`${port}/${proto}`)) SERVICE.set(`${port}/${proto}`, name)
}

/** 80 → "http" for TCP; a port without a name stays a number. */
export const serviceText = (port: number, proto: number): string =>
  SERVICE.get(`${port}/${proto === PROTO.UDP ? 'udp' : proto === PROTO.TCP ? 'tcp' : ''}`) ?? String(port)

/** "http" or "80" → 80; null for anything else. Names are looked up for `proto`, or for any protocol when it is 0. */
export function portNumber(text: string, proto: number): number | null {
  // As strtoul has it: blanks before it do no harm.
  const number = parseInteger(text.trimStart())
  if (number !== null) return number <= 65535 ? number : null
  const tcp = PORT.get(`${text}/tcp`)
  const udp = PORT.get(`${text}/udp`)
  if (proto === PROTO.UDP) return udp ?? null
  if (proto === PROTO.TCP) return tcp ?? null
  return (proto === 0 ? (tcp ?? udp) : undefined) ?? null
}
