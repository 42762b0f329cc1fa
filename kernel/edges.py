"""Where one part of the stack meets another: the last hop, narrow wires, zones, loopback, IP options, every way to refuse."""
from extensions import PORTS
from strangers import Strangers

IPV4 = "net.ipv4"
SETTINGS = {f"{IPV4}.conf.all.rp_filter": (1, 2), f"{IPV4}.conf.lan0.rp_filter": (1, 2), f"{IPV4}.conf.wan0.rp_filter": (1, 2),
            f"{IPV4}.conf.all.route_localnet": (1,), f"{IPV4}.conf.lan0.route_localnet": (1,), f"{IPV4}.conf.all.accept_local": (1,),
            f"{IPV4}.icmp_echo_ignore_broadcasts": (0, 1), f"{IPV4}.ip_default_ttl": (1, 2, 255),
            f"{IPV4}.ip_no_pmtu_disc": (1, 2), f"{IPV4}.icmp_errors_use_inbound_ifaddr": (1,), f"{IPV4}.fwmark_reflect": (1,),
            "net.netfilter.nf_conntrack_checksum": (0,), "net.netfilter.nf_conntrack_tcp_be_liberal": (1,),
            "net.netfilter.nf_conntrack_tcp_loose": (0,), "net.netfilter.nf_conntrack_acct": (1,)}  # fmt: skip
# Record route with room for three, one and none; no-operations; router alert; a source route; malformed ones; a label.
IP_OPTIONS = ["070f04000000000000000000000000", "07070400000000", "0707080a010203", "01010101", "94040000", "01070b040000000000000000",
              "830704c0a8010a", "070f03000000000000000000000000", "0703", "07050400", "4408050100000000", "440c050301020304000000",
              "8608000000020000", "820b000000000000000000", "070b090000000000000000", "00ffffff"]  # fmt: skip


def settings(d):
    return {name: d.choice(SETTINGS[name]) for name in d.some(list(SETTINGS), 0, 3)}


def raw(d, place):
    """Tenants in zones of their own, and what is not tracked at all."""
    lines = ["*raw", ":PREROUTING ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]"]
    sides = list(place.sides)
    for _ in range(d.randint(1, 3)):
        zone = d.one("--zone 1", "--zone 1", "--zone 2", "--zone-orig 1", "--zone-reply 1", "--zone-orig 2", "--zone mark", "--notrack")
        words = [f"-i {d.choice(sides)}" if d.chance(0.7) else "", d.one("", "", "-p tcp", "-p udp", "-p icmp"),
                 f"-s {d.choice(place.inside)}" if d.chance(0.4) else ""]  # fmt: skip
        lines.append(f"-A PREROUTING {' '.join(words)} -j CT {zone}")
    if d.chance(0.3):
        lines.append(f"-A OUTPUT {d.one('', '-p udp', '-p icmp')} -j CT {d.one('--zone 1', '--notrack')}")
    return "\n".join(" ".join(line.split()) for line in [*lines, "COMMIT"]) + "\n"


def nat(d, place):
    """The rarer words of the nat table, in all four chains."""
    lan, own, public = place.inside, place.own, place.public
    ports = ["", "", ":8080", ":5001-5004", ":80-90"]
    more = ["", "", " --random", " --persistent"]
    dnat = [f"-j DNAT --to-destination {d.choice(lan)}{d.choice(ports)}{d.choice(more)}",
            f"-j DNAT --to-destination 192.168.1.10-192.168.1.12{d.choice(more)}",
            "-j DNAT --to-destination 127.0.0.1:8080", f"-j DNAT --to-destination {d.choice(own)}",
            f"-j DNAT --to-destination {d.choice(place.outside)}", "-j DNAT --to-destination 192.168.1.10:5000-5010/22",
            f"-j REDIRECT{d.one('', ' --to-ports 53', ' --to-ports 8080', ' --to-ports 5001-5004 --random')}",
            f"-j NETMAP --to {d.one('192.168.1.8/29', '172.17.0.0/30', '198.51.100.0/24')}"]  # fmt: skip
    snat = [f"-j SNAT --to-source {d.choice(own)}{d.choice(['', ':7777', ':20000-20003', ':600-610'])}{d.choice(more)}",
            f"-j SNAT --to-source {public[0]}-{public[-1]}{d.choice(more)}", "-j SNAT --to-source 203.0.113.9:1-65535",
            f"-j NETMAP --to {d.one('203.0.113.4/31', '203.0.113.0/29')}",
            f"-j MASQUERADE{d.one('', '', ' --to-ports 600-603', ' --random', ' --random-fully')}"]  # fmt: skip
    lines = ["*nat", *(f":{chain} ACCEPT [0:0]" for chain in ("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"))]
    for chain, verdicts, way in (("PREROUTING", dnat, "-i"), ("OUTPUT", dnat, "-o"), ("INPUT", snat[:2], "-i"), ("POSTROUTING", snat, "-o")):
        for _ in range(d.one(0, 1, 1, 2)):
            verdict = d.choice(verdicts)
            ported = ":" in verdict or "ports" in verdict
            proto = f"-p {d.one('tcp', 'udp')}" if ported else d.one("", "", "-p tcp", "-p udp", "-p icmp")
            words = [f"{way} {d.choice([*place.sides, 'lo'])}" if d.chance(0.4) else "", proto,
                     f"-d {d.choice(own + lan + place.outside)}" if d.chance(0.4) else "",
                     f"--dport {d.choice(PORTS)}" if d.chance(0.4) and proto in ("-p tcp", "-p udp") else ""]  # fmt: skip
            lines.append(f"-A {chain} {' '.join(words)} {verdict}")
    return "\n".join(" ".join(line.split()) for line in [*lines, "COMMIT"]) + "\n"


class Edges(Strangers):
    def play(self, least=6, most=11):
        moves = {"open": 3, "answer": 4, "error": 1.5, "again": 0.6, "clash": 1.2, "knock": 0.4, "fragments": 0.8, "martian": 0.6,
                 "big": 1, "false_error": 1, "raw_bytes": 0.4, "odd_protocol": 0.5, "odd_icmp": 0.4, "last_hop": 1.5,
                 "options": 1.5, "loopback": 0.7, "hairpin": 1, "originate": 2}  # fmt: skip
        for _ in range(self.dice.randint(least, most)):
            step = None
            while step is None:
                step = getattr(self, self.dice.weighed(moves))()
            for one in step if isinstance(step, list) else [step]:
                self.session.do(one)

    def last_hop(self):
        step = self.open()
        step["packet"]["ttl"] = self.dice.one(0, 1, 1, 1, 2)
        return step

    def options(self):
        step = self.open() if self.dice.chance(0.75) else self.answer()
        options = self.dice.choice(IP_OPTIONS)
        if step is None or "packet" not in step:
            return step and {**step, "with": {**step.get("with", {}), "ipoptions": options}}
        step["packet"]["ipoptions"] = options
        if step["packet"]["proto"] == "udp" and self.dice.chance(0.2):
            step["packet"].update(payload="62" * 600, df=self.dice.chance(0.5))
        return step

    def loopback(self):
        step = self.open()
        step["packet"][self.dice.one("dst", "dst", "src")] = self.dice.one("127.0.0.1", "127.0.0.53")
        return step

    def hairpin(self):
        side = self.dice.choice([side for side in self.sides if not side.wan])
        return self.send(side.tap, self.first_packet(self.dice.choice(side.hosts), self.dice.choice(self.place.public)))

    def originate(self):
        """A socket on the router speaks: to anybody, to itself, by an address of its choice."""
        d, place = self.dice, self.place
        there = place.outside + place.own + place.inside + ["127.0.0.1", "127.0.0.1", "192.168.1.255", "255.255.255.255"]
        step = {"originate": place.router, "proto": d.one("udp", "tcp"), "dst": d.choice(there), "dport": d.choice(PORTS),
                "sport": d.randint(41000, 41999)}  # fmt: skip
        if d.chance(0.2):
            step["src"] = d.choice(place.own + ["127.0.0.1"])
        if step["proto"] == "udp":
            step["payload"] = d.one("", "68656c6c6f", "63" * 1440)
        return step
