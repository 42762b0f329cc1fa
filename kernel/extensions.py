"""
One line of `iptables` for each match and target that cases try, with random values. Those whose outcome hangs on real time or
on the kernel's dice are drawn so that they cannot: slow rates, long spans, `--mode nth`.

Each function gets the dice and what is known of the rule (`Spot`), and gives back text, or None where it cannot stand.
"""
from dataclasses import dataclass

from places import Place

PORTS = [22, 53, 80, 443, 8080, 8443, 5000]
SERVICE_PORTS = ["80", "8080", "5000", "5000-5003"]


@dataclass
class Spot:
    table: str
    chain: str
    proto: str | None
    place: Place

    @property
    def incoming(self):
        return self.chain in ("PREROUTING", "INPUT", "FORWARD")

    @property
    def ported(self):
        return self.proto in ("tcp", "udp")


def bang(d, chance=0.12):
    return "! " if d.chance(chance) else ""


def addrtype(d, s):
    words = f"{bang(d)}--{d.one('dst', 'src')}-type {d.one('LOCAL', 'LOCAL', 'UNICAST', 'BROADCAST', 'MULTICAST')}"
    if s.incoming and s.chain != "FORWARD" and d.chance(0.2):
        words += " --limit-iface-in"
    return words


def bpf(d, s):
    """Of UDP; of TCP to port 80; longer than 60 bytes."""
    return "--bytecode " + d.one('"4,48 0 0 9,21 0 1 17,6 0 0 1,6 0 0 0"', '"4,128 0 0 0,37 0 1 60,6 0 0 1,6 0 0 0"',
                                 '"7,48 0 0 9,21 0 4 6,177 0 0 0,72 0 0 2,21 0 1 80,6 0 0 1,6 0 0 0"')  # fmt: skip


def cluster(d, s):
    nodes = d.randint(2, 4)
    seed = d.one("0x1", "0xdeadbeef")
    return f"--cluster-total-nodes {nodes} --cluster-local-node {d.randint(1, nodes)} --cluster-hash-seed {seed}"


def comment(d, s):
    return d.one('--comment "web server"', "--comment x", "--comment \"it's\"")


def conntrack(d, s):
    state = d.one("NEW", "RELATED,ESTABLISHED", "ESTABLISHED", "INVALID", "DNAT", "SNAT", "NEW,ESTABLISHED", "UNTRACKED")
    choices = [f"{bang(d)}--ctstate {state}"] * 6 + [
        f"{bang(d)}--ctproto {d.one('tcp', 'udp', 'icmp')}",
        f"{bang(d)}--ctorigsrc {d.choice(s.place.inside + [s.place.sides['lan0'].network])}",
        f"{bang(d)}--ctorigdst {d.choice(s.place.own + s.place.outside)}",
        f"{bang(d)}--ctreplsrc {d.choice(s.place.inside + s.place.outside)}",
        f"{bang(d)}--ctrepldst {d.choice(s.place.own)}",
        f"{bang(d)}--ctstatus {d.one('EXPECTED', 'SEEN_REPLY', 'ASSURED', 'CONFIRMED', 'SEEN_REPLY,ASSURED', 'NONE')}",
        f"--ctdir {d.one('ORIGINAL', 'REPLY')}",
        f"--ctproto tcp --ctorigdstport {d.choice(PORTS)}",
        f"--ctproto udp --ctreplsrcport {d.choice(PORTS)}",
    ]
    return d.choice(choices)


def state(d, s):
    return f"{bang(d)}--state {d.one('NEW', 'ESTABLISHED', 'RELATED,ESTABLISHED', 'INVALID', 'UNTRACKED')}"


def connlabel(d, s):
    return f"{bang(d)}--label {d.one(3, 127)}{d.one('', ' --set')}"


def connlimit(d, s):
    mask = d.one("", " --connlimit-mask 24", " --connlimit-mask 0")
    return f"--connlimit-{d.one('above', 'upto')} {d.randint(1, 3)}{mask}{d.one('', ' --connlimit-daddr')}"


def connmark(d, s):
    return f"{bang(d)}--mark 0x{d.one('1', '2', '1/0x3', '0')}"


def connbytes(d, s):
    mode = d.one("packets", "bytes")
    return f"--connbytes {d.one('2', '3:5', '100:')} --connbytes-dir {d.one('original', 'reply', 'both')} --connbytes-mode {mode}"


def devgroup(d, s):
    return f"{bang(d)}--{'src' if s.incoming else 'dst'}-group {d.one('0x0', '0x1')}"


def dscp(d, s):
    return f"{bang(d)}--dscp{d.one(' 0x00', ' 0x0a', '-class EF', '-class CS1')}"


def ecn(d, s):
    return f"{bang(d)}--ecn-ip-ect {d.randint(0, 3)}"


def hashlimit(d, s):
    mode = d.some(["srcip", "dstip", "srcport", "dstport"] if s.ported else ["srcip", "dstip"], 1, 2)
    kind = d.one("upto", "above")
    return (f"--hashlimit-{kind} 1/hour --hashlimit-burst {d.randint(1, 3)} --hashlimit-mode {','.join(mode)} "
            f"--hashlimit-name h{d.randint(1, 9999)}")  # fmt: skip


def helper(d, s):
    return f"{bang(d)}--helper ftp"


def icmp(d, s):
    if s.proto != "icmp":
        return None
    return f"{bang(d)}--icmp-type {d.one('8', '0', '3', '3/1', '11', 'any', 'port-unreachable', '5')}"


def iprange(d, s):
    return d.one(f"{bang(d)}--src-range 192.168.1.10-192.168.1.11", f"{bang(d)}--dst-range 198.51.100.0-198.51.100.4")


def length(d, s):
    return f"{bang(d)}--length {d.one('0:60', '40', '41:', '28:33')}"


def limit(d, s):
    return f"--limit 1/{d.one('hour', 'day')} --limit-burst {d.randint(1, 3)}"


def mac(d, s):
    return f"{bang(d, 0.5)}--mac-source 00:00:5e:00:53:01" if s.incoming else None


def mark(d, s):
    return f"{bang(d)}--mark 0x{d.one('1', '2', '1/0x3', '0')}"


def multiport(d, s):
    if not s.ported:
        return None
    ports = [str(port) for port in sorted(d.sample(PORTS, 3))]
    if d.chance(0.3):
        ports[-1] = f"{ports[-1]}:65535"
    return f"{bang(d)}--{d.one('dports', 'dports', 'sports', 'ports')} {','.join(ports)}"


def owner(d, s):
    return d.one("--uid-owner 0", "! --uid-owner 0", "--gid-owner 0", "--socket-exists") if s.chain == "OUTPUT" else None


def physdev(d, s):
    return f"{bang(d, 0.5)}--physdev-is-bridged" if s.chain in ("FORWARD", "POSTROUTING") else None


def pkttype(d, s):
    return f"{bang(d)}--pkt-type {d.one('unicast', 'broadcast', 'multicast')}"


def policy(d, s):
    return "--dir in --pol none" if s.incoming else None


def quota(d, s):
    return f"{bang(d)}--quota {d.one(0, 60, 100, 1000)}"


def realm(d, s):
    return f"{bang(d)}--realm 0x{d.one(0, 1)}"


def recent(d, s):
    name = f"--name {d.one('seen', 'other')} --mask {d.one('255.255.255.255', '255.255.255.0')} --{d.one('rsource', 'rdest')}"
    if d.chance(0.5):
        return f"--set {name}"
    kind = d.one("rcheck", "update", "remove")
    more = "" if kind == "remove" else d.one("", " --seconds 60", " --hitcount 2", " --seconds 60 --hitcount 3")
    return f"{bang(d)}--{kind}{more} {name}"


def rpfilter(d, s):
    if s.chain != "PREROUTING" or s.table not in ("raw", "mangle"):
        return None
    return d.one("", "--loose", "--invert", "--accept-local", "--validmark --invert")


def socket(d, s):
    return d.one("", "--transparent", "--nowildcard") if s.chain in ("PREROUTING", "INPUT") and s.table == "mangle" else None


def statistic(d, s):
    every = d.randint(2, 4)
    return f"--mode nth --every {every} --packet {d.randrange(every)}"


def string(d, s):
    what = d.one("--string hello", "--string lo", '--hex-string "|6162|"', "--icase --string HELLO")
    span = d.one("", "", " --from 28", " --to 30")
    return f"{bang(d)}{what} --algo {d.one('bm', 'kmp')}{span}"


def tcp(d, s):
    if s.proto != "tcp":
        return None
    return d.one(f"{bang(d)}--syn", f"{bang(d)}--tcp-flags SYN,ACK,FIN,RST RST", "--tcp-flags ALL NONE", "--tcp-flags ALL SYN,ACK",
                 f"{bang(d)}--tcp-option {d.one(2, 3, 8)}", f"--sport 1024:65535 --dport {d.choice(PORTS)}")  # fmt: skip


def tcpmss(d, s):
    if s.proto != "tcp":
        return None
    return f"{bang(d)}--mss {d.one('1460', '1:1000', '1001:65535')}"


def tos(d, s):
    return f"{bang(d)}--tos {d.one('0x10/0x3f', '0x00/0xff', '0x08/0x08')}"


def ttl(d, s):
    return d.one(f"{bang(d)}--ttl-eq 64", "--ttl-gt 32", "--ttl-lt 2", "--ttl-lt 64")


def u32(d, s):
    return f"{bang(d)}--u32 {d.one('0x0&0xf000000=0x5000000', '6&0xFF=0x6,0x11', '4&0x3FFF=0x1:0x3FFF')}"


def udp(d, s):
    return f"{bang(d)}--{d.one('sport', 'dport')} {d.one('53', '1024:65535', '5000')}" if s.proto == "udp" else None


MATCHES = {one.__name__: one for one in (
    addrtype, bpf, cluster, comment, connbytes, connlabel, connlimit, connmark, conntrack, devgroup, dscp, ecn, hashlimit,
    helper, icmp, iprange, length, limit, mac, mark, multiport, owner, physdev, pkttype, policy, quota, realm, recent, rpfilter,
    socket, state, statistic, string, tcp, tcpmss, tos, ttl, u32, udp,
)}  # fmt: skip
# Not drawn: `set` and SET need ipset, which a case has no word for; `time` asks the wall clock, `cpu` who is idle.
# Nor TEE: of a packet and its copy on two taps nobody can tell which was first.

# -- targets


def own_ports(d, s, chance, choices):
    return f":{d.choice(choices)}" if s.ported and d.chance(chance) else ""


def dnat(d, s):
    if s.chain not in ("PREROUTING", "OUTPUT"):
        return None
    return f"--to-destination {d.choice(s.place.inside)}{own_ports(d, s, 0.6, SERVICE_PORTS)}"


def redirect(d, s):
    if s.chain not in ("PREROUTING", "OUTPUT"):
        return None
    return f"--to-ports {d.one('8080', '53', '5000-5003')}" if s.ported and d.chance(0.7) else ""


def masquerade(d, s):
    if s.chain != "POSTROUTING":
        return None
    return "--to-ports 40000-40100" if s.ported and d.chance(0.15) else d.one("", "", "", "--random", "--random-fully")


def snat(d, s):
    if s.chain not in ("POSTROUTING", "INPUT"):
        return None
    to = d.choice(s.place.own) + own_ports(d, s, 0.3, ["20000-20010", "1024-65535", "7777"])
    return f"--to-source {to}{d.one('', '', ' --random', ' --persistent')}"


def netmap(d, s):
    if s.chain in ("PREROUTING", "OUTPUT"):
        return f"--to {d.one('192.168.1.8/29', '172.17.0.0/30')}"
    return f"--to {d.one('203.0.113.4/31', '203.0.113.5/32')}" if s.chain == "POSTROUTING" else None


def reject(d, s):
    if s.chain not in ("INPUT", "FORWARD", "OUTPUT"):
        return None
    if s.proto == "tcp" and d.chance(0.5):
        return "--reject-with tcp-reset"
    if d.chance(0.4):
        return ""
    return "--reject-with icmp-" + d.one("port-unreachable", "host-prohibited", "net-unreachable", "admin-prohibited",
                                         "host-unreachable", "net-prohibited", "proto-unreachable")  # fmt: skip


def mark_target(d, s):
    return d.one("--set-xmark 0x1/0xffffffff", "--set-xmark 0x2/0xffffffff", "--set-xmark 0x1/0x1", "--set-xmark 0x2/0x0")


def connmark_target(d, s):
    return d.one("--set-xmark 0x1/0xffffffff", "--set-xmark 0x2/0x3", "--save-mark --nfmask 0xff --ctmask 0xff",
                 "--restore-mark --nfmask 0xffffffff --ctmask 0xffffffff", "--save-mark", "--restore-mark")  # fmt: skip


def ttl_target(d, s):
    return d.one("--ttl-set 64", "--ttl-inc 1", "--ttl-dec 1", "--ttl-set 1", "--ttl-dec 63")


def tos_target(d, s):
    return d.one("--set-tos 0x10/0xff", "--set-tos 0x08/0x3f", "--set-tos 0x00/0x0c")


def dscp_target(d, s):
    return d.one("--set-dscp 0x0a", "--set-dscp 0x00", "--set-dscp-class EF")


def tcpmss_target(d, s):
    if s.proto != "tcp" or s.chain not in ("FORWARD", "OUTPUT", "POSTROUTING"):
        return None
    return f"-m tcp --tcp-flags SYN,RST SYN -j TCPMSS {d.one('--set-mss 1000', '--set-mss 1452', '--clamp-mss-to-pmtu')}"


def checksum(d, s):
    return "--checksum-fill"


def classify(d, s):
    return f"--set-class 1:{d.randint(1, 9)}" if s.chain in ("FORWARD", "OUTPUT", "POSTROUTING") else None


def ct(d, s):
    return d.one("--notrack", "--notrack", "--zone 1", "--zone-orig 2", "--ctevents new,destroy")


def ecn_target(d, s):
    return "--ecn-tcp-remove" if s.proto == "tcp" else f"--ecn-ip-ect {d.randint(0, 3)}"


def hmark(d, s):
    keys = d.some(["src", "dst", *(["sport", "dport"] if s.ported else [])], 1, 4)
    places = f"--hmark-mod {d.one(2, 7)} --hmark-offset {d.one(0, 1)}"
    return f"--hmark-tuple {','.join(keys)} {places} --hmark-rnd 0x{d.one('1', 'feedcafe')}"


def tcpoptstrip(d, s):
    return f"--strip-options {d.one('mss', 'wscale,timestamp', '2,8', 'sack-permitted')}" if s.proto == "tcp" else None


def log(d, s):
    return d.one("", '--log-prefix "seen: "', "--log-level 7 --log-tcp-options")


def nflog(d, s):
    return d.one("", "--nflog-group 5", '--nflog-prefix "n"')


def tproxy(d, s):
    if s.chain != "PREROUTING" or not s.ported:
        return None
    return f"--on-port {d.one(8080, 53, 0)} --on-ip {d.one('0.0.0.0', '127.0.0.1')} --tproxy-mark 0x{d.one('0/0x0', '1/0x1')}"


def nfqueue(d, s):
    """Nobody listens: what is queued is lost, unless bypassed."""
    return d.one("--queue-num 1", "--queue-num 1 --queue-bypass", "--queue-balance 0:3")


def plain(d, s):
    return ""


# By table: what each chain of it may try.
TARGETS = {
    "nat": {"DNAT": dnat, "REDIRECT": redirect, "MASQUERADE": masquerade, "SNAT": snat, "NETMAP": netmap, "LOG": log,
            "CONNMARK": connmark_target},
    "filter": {"REJECT": reject, "LOG": log, "NFLOG": nflog, "CONNMARK": connmark_target,
               "NFQUEUE": nfqueue},
    "mangle": {"MARK": mark_target, "CONNMARK": connmark_target, "TTL": ttl_target, "TOS": tos_target, "DSCP": dscp_target,
               "TCPMSS": tcpmss_target, "ECN": ecn_target, "HMARK": hmark, "TCPOPTSTRIP": tcpoptstrip,
               "CHECKSUM": checksum, "CLASSIFY": classify, "TPROXY": tproxy, "LOG": log},
    "raw": {"CT": ct, "NOTRACK": plain, "TRACE": plain, "LOG": log},
}  # fmt: skip
ALL_TARGETS = sorted({name for table in TARGETS.values() for name in table})
