"""Random rule sets as `iptables-save` text: a base of everyday tests, with extensions laid over it."""
from extensions import MATCHES, PORTS, TARGETS, Spot

CHAINS = {
    "raw": ("PREROUTING", "OUTPUT"),
    "mangle": ("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
    "nat": ("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"),
    "filter": ("INPUT", "FORWARD", "OUTPUT"),
}
EVERYDAY_MATCHES = {"conntrack": 5, "multiport": 3, "tcp": 2, "icmp": 3, "mark": 2, "addrtype": 2, "ttl": 1}
EVERYDAY_TARGETS = {"DNAT", "REDIRECT", "MASQUERADE", "SNAT", "REJECT", "MARK", "CT"}


class Rules:
    """`extensions` are the matches and targets that may be drawn; `strange` draws from all of them alike."""

    def __init__(self, dice, place, extensions, strange=False):
        self.dice, self.place, self.strange = dice, place, strange
        everyday = {name: weight for name, weight in EVERYDAY_MATCHES.items() if name in extensions}
        self.matches = {name: 1 for name in MATCHES if name in extensions} if strange else everyday
        self.targets = {
            table: {name: make for name, make in makers.items()
                    if name in extensions and (strange or name in EVERYDAY_TARGETS)}
            for table, makers in TARGETS.items()
        }  # fmt: skip

    def tests(self, table, chain, ported=False):
        """The words before the target, and the protocol that they settle on."""
        d, words = self.dice, []
        interface = f"{'! ' if d.chance(0.1) else ''}%s {d.choice(list(self.place.sides))}"
        networks = [side.network for side in self.place.sides.values()]
        for option, addresses in (("-s", self.place.inside + self.place.outside[:2]), ("-d", self.place.own + self.place.inside)):
            if d.chance(0.3):
                where = d.choice(networks + addresses + ["0.0.0.0/1", "198.51.100.0/24"])
                words.append(f"{'! ' if d.chance(0.15) else ''}{option} {where}")
        if chain in ("PREROUTING", "INPUT", "FORWARD") and d.chance(0.4):
            words.append(interface % "-i")
        if chain in ("POSTROUTING", "OUTPUT", "FORWARD") and d.chance(0.4):
            words.append(interface % "-o")
        if chain in ("PREROUTING", "FORWARD") and self.strange and d.chance(0.06):
            words.append(d.one("-f", "! -f"))
        proto = None
        if ported or d.chance(0.6):
            proto = d.one("tcp", "udp") if ported else d.one("tcp", "tcp", "udp", "udp", "icmp")
            words.append(f"-p {proto}")
        spot = Spot(table, chain, proto, self.place)
        used = set()
        if spot.ported and d.chance(0.6):
            used.add(proto)
            port = d.one(str(d.choice(PORTS)), str(d.choice(PORTS)), "1024:65535", "1:1024")
            words.append(f"-m {proto} {'! ' if d.chance(0.1) else ''}--{d.one('dport', 'dport', 'sport')} {port}")
        for _ in range(d.one(0, 1, 1, 2) if self.strange else int(d.chance(0.3))):
            if not self.matches:
                break
            name = d.weighed(self.matches)
            text = MATCHES[name](d, spot)
            if text is not None and name not in used:
                used.add(name)
                words.append(f"-m {name} {text}")
        return " ".join(words), spot

    def rule(self, table, chain, own_chains, name=None):
        """One rule for `chain`, filed under `name` when that is a chain of one's own that `chain` reaches."""
        d = self.dice
        tests, spot = self.tests(table, chain, ported=table == "nat" and d.chance(0.6))
        return f"-A {name or chain} {tests} {self.verdict(spot, own_chains)}"

    def verdict(self, spot, own_chains):
        d, draw = self.dice, self.dice.random()
        if own_chains and draw < 0.13:
            return f"{d.one('-j', '-j', '-g')} {d.choice(own_chains)}"
        plain = {"nat": ("ACCEPT", "RETURN"), "filter": ("ACCEPT", "ACCEPT", "DROP", "RETURN")}.get(spot.table, ("ACCEPT", "RETURN"))
        if draw < (0.2 if spot.table != "filter" else 0.6 if self.strange else 0.8):
            return f"-j {d.choice(plain)}"
        if self.strange and draw > 0.95:
            return ""
        for name in d.sample(list(self.targets[spot.table]), len(self.targets[spot.table])):
            text = self.targets[spot.table][name](d, spot)
            if text is not None:
                # TCPMSS needs a test of its own before it.
                return text if "-j " in text else f"-j {name} {text}"
        return "-j ACCEPT"

    def table(self, table, chains, most=4, drop=0.0, first=(), last=()):
        """Rules for `chains`, some of them reached through chains of one's own."""
        d = self.dice
        policies = [f":{name} {'DROP' if name != 'OUTPUT' and d.chance(drop) else 'ACCEPT'} [0:0]" for name in CHAINS[table]]
        own = {f"{table[0].upper()}{letter}": d.choice(chains) for letter in ("AB" if d.chance(0.5) else "")}
        lines = [f"*{table}", *policies, *(f":{name} - [0:0]" for name in own), *first]
        for chain in chains:
            lines += [self.rule(table, chain, [n for n in own if own[n] == chain]) for _ in range(d.randint(1, most))]
        for name, chain in own.items():
            # Only further down the alphabet: chains must not go round in circles.
            below = [other for other in own if other > name and own[other] == chain]
            lines += [self.rule(table, chain, below, name) for _ in range(d.randint(1, 2))]
        return "\n".join(" ".join(line.split()) for line in [*lines, *last, "COMMIT"]) + "\n"

    # -- what the profiles put together

    def nat(self, chains=("PREROUTING", "POSTROUTING")):
        masquerade = ["-A POSTROUTING -o wan0 -j MASQUERADE"] if self.dice.chance(0.7) else []
        return self.table("nat", chains, last=masquerade)

    def filter(self, chains=("INPUT", "FORWARD")):
        d, first = self.dice, []
        if d.chance(0.6):
            first.append("-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT")
        if d.chance(0.3):
            first.append("-A FORWARD -m conntrack --ctstate INVALID -j DROP")
        return self.table("filter", chains, drop=0.3, first=first)

    def mangle(self, chains=("PREROUTING",)):
        return self.table("mangle", chains, most=2)

    def raw(self, chains=("PREROUTING",)):
        return self.table("raw", chains, most=1)


def for_tcp(dice):
    """One forwarded port and a masquerade, with a counter for each state."""
    invalid = dice.one([], [], ["-A FORWARD -m conntrack --ctstate INVALID -j DROP"])
    states = [f"-A FORWARD -m conntrack --ctstate {state}" for state in ("INVALID", "NEW", "ESTABLISHED", "RELATED")]
    nat = ["*nat", *(f":{chain} ACCEPT [0:0]" for chain in CHAINS["nat"]),
           "-A PREROUTING -i wan0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 192.168.1.10:80",
           "-A POSTROUTING -o wan0 -j MASQUERADE", "COMMIT"]  # fmt: skip
    filters = ["*filter", *(f":{chain} ACCEPT [0:0]" for chain in CHAINS["filter"]), *states, *invalid, "COMMIT"]
    return "\n".join(nat + filters) + "\n"
