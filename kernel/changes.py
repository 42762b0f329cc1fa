"""A node that is changed under its connections: entries deleted, rules edited, settings turned, and time that passes."""
from traffic import Traffic

CT, IPV4 = "net.netfilter.nf_conntrack", "net.ipv4"
# Waits and lifetimes are whole seconds apart, so that a busy machine's clock decides nothing.
WAITS = [2, 2, 4]
LIFETIMES = {"udp_timeout": (1, 3), "udp_timeout_stream": (3, 5), "icmp_timeout": (1, 3), "generic_timeout": (1, 3),
             "tcp_timeout_syn_sent": (1, 3), "tcp_timeout_syn_recv": (1, 3), "tcp_timeout_established": (3, 5),
             "tcp_timeout_close": (1, 3), "tcp_timeout_fin_wait": (1, 3)}  # fmt: skip
SWITCHES = {f"{CT}_acct": (0, 1), f"{CT}_checksum": (0, 1), f"{CT}_tcp_loose": (0, 1), f"{CT}_tcp_be_liberal": (0, 1),
            f"{CT}_timestamp": (0, 1), f"{CT}_tcp_max_retrans": (1, 3), f"{IPV4}.ip_forward": (0, 1),
            f"{IPV4}.conf.all.rp_filter": (0, 1, 2), f"{IPV4}.conf.lan0.rp_filter": (0, 1, 2),
            f"{IPV4}.conf.all.route_localnet": (0, 1), f"{IPV4}.conf.lan0.accept_local": (0, 1),
            f"{IPV4}.icmp_echo_ignore_all": (0, 1), f"{IPV4}.ip_default_ttl": (32, 64, 128)}  # fmt: skip
# Once a few seconds, so that a wait makes a difference.
PACED = ["-m limit --limit 20/min --limit-burst 1", "-m recent --name r --rcheck --seconds 3", "-m recent --name r --set",
         "-m hashlimit --hashlimit-upto 20/min --hashlimit-burst 1 --hashlimit-mode srcip --hashlimit-name h"]  # fmt: skip


def settings(d):
    """Short lives for some kinds of entries, and a switch or two."""
    wanted = {f"{CT}_{name}": d.choice(LIFETIMES[name]) for name in d.some(list(LIFETIMES), 2, 5)}
    return {**wanted, **{name: d.choice(SWITCHES[name]) for name in d.some(list(SWITCHES), 0, 1)}}


class Changes(Traffic):
    """`rules` draws the rules that come later."""

    def __init__(self, dice, place, session, rules):
        super().__init__(dice, place, session)
        self.rules = rules

    def play(self, least=6, most=11):
        moves = {"open": 4, "answer": 5, "error": 0.8, "again": 2, "clash": 0.8, "knock": 0.5, "delete": 0.8, "update": 0.6,
                 "edit": 1.6, "restore": 0.6, "turn": 1, "wait": 1.2, "look": 0.4}  # fmt: skip
        waits = 0
        for _ in range(self.dice.randint(least, most)):
            step = None
            while step is None:
                move = self.dice.weighed(moves)
                step = getattr(self, move)()
            waits += move == "wait"
            if waits == 2:
                moves["wait"] = 0
            self.session.do(step)

    def command(self, *words):
        return {"exec": self.place.router, "command": list(words)}

    def wait(self):
        return {"wait": self.dice.choice(WAITS)}

    def filters(self):
        d, words = self.dice, []
        if d.chance(0.6):
            words += ["-p", d.one("tcp", "udp", "icmp")]
        if d.chance(0.4):
            words += [d.one("-s", "-d", "-r", "-q"), d.choice(self.place.inside + self.place.own + self.place.outside)]
        if d.chance(0.2):
            words += d.one(["-n"], ["-g"], ["-u", "ASSURED"], ["-u", "SEEN_REPLY"])
        return words

    def delete(self):
        return self.command("conntrack", *(["-F"] if self.dice.chance(0.3) else ["-D", *self.filters()]))

    def update(self):
        d = self.dice
        change = d.one(["-m", "3"], ["-t", "30"], ["-m", "0"], ["-u", "ASSURED"])
        # Which of several it prints hangs on the order of the kernel's table.
        return self.command("sh", "-c", " ".join(["conntrack -U", *self.filters(), *change, ">/dev/null 2>&1"]))

    def look(self):
        return self.dice.one(
            {"conntrack": self.place.router},
            {"list": self.place.router, "table": self.dice.one("nat", "filter")},
            self.command("conntrack", "-L", *self.filters()),
        )

    def edit(self):
        """A rule comes, a rule goes, a chain is flushed, a policy turns, counters begin anew."""
        d = self.dice
        table, chain = d.one(("nat", "PREROUTING"), ("nat", "POSTROUTING"), ("filter", "FORWARD"), ("filter", "INPUT"),
                             ("mangle", "FORWARD"), ("raw", "PREROUTING"))  # fmt: skip
        whole = ["iptables", "-t", table]
        kind = d.weighed({"-I": 4, "-A": 3, "-D": 2, "-R": 0.5, "-F": 0.6, "-P": 0.6, "-Z": 0.5})
        if kind == "-F":
            return self.command(*whole, "-F", *d.one([chain], []))
        if kind == "-P":
            return self.command(*whole, "-P", chain, d.one("ACCEPT", "DROP") if table == "filter" else "ACCEPT")
        if kind == "-Z":
            return self.command(*whole, "-Z", *d.one([chain], []))
        if kind == "-D":
            return self.command(*whole, "-D", chain, str(d.randint(1, 3)))
        rule = self.rules.rule(table, chain, []).split()[2:]
        if table == "filter" and d.chance(0.4):
            rule = [*d.choice(PACED).split(), *rule]
        at = [str(d.randint(1, 2))] if kind == "-R" else []
        return self.command(*whole, kind, chain, *at, *rule)

    def restore(self):
        """A whole table is put in another's place, or laid over it."""
        d = self.dice
        text = d.one(self.rules.nat, self.rules.filter, self.rules.raw)()
        if "'" in text or "%" in text or "\\" in text:
            return None
        flag = d.one("", "", " -n", " -c")
        return self.command("sh", "-c", "printf '" + text.replace("\n", "\\n") + "' | iptables-restore" + flag)

    def turn(self):
        d = self.dice
        if d.chance(0.4):
            name = d.choice(list(LIFETIMES))
            return self.command("sysctl", "-w", f"{CT}_{name}={d.choice(LIFETIMES[name])}")
        name = d.choice(list(SWITCHES))
        return self.command("sysctl", "-w", f"{name}={d.choice(SWITCHES[name])}")
