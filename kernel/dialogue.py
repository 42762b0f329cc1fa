"""
One TCP connection through the router, mostly sane, with strange segments thrown in, and the conntrack table after each. Each end
keeps count of what it sent, as a real one would; the strange segments do not count.
"""
WRAP = 2**32
# A scale beyond the largest, options without their length or longer than what is left, SACK of two blocks, an experiment's.
ODD_OPTIONS = ["0303c800", "02", "0200", "0201", "03", "0303", "05", "0502", "050a0000", "00030307", "fd04f989",
               "0101051200000001000000020000000300000004"]  # fmt: skip


class End:
    def __init__(self, dice, tap, src, sport, dst, dport):
        self.tap, self.head = tap, {"src": src, "dst": dst, "proto": "tcp", "ttl": 64, "sport": sport, "dport": dport}
        self.next = dice.one(1000, 5000, WRAP - 96, WRAP - 6, 2**31 - 3)
        # Window scale of this end's SYN, or none.
        self.scale = dice.one("", "", "01030300", "01030302", "01030307", "0103030e")
        self.sack = dice.one("", "01010402")
        self.stamp = dice.chance(0.2)


class Dialogue:
    def __init__(self, dice, place, session):
        self.dice, self.session, self.router = dice, session, place.router
        outward = dice.chance(0.7)
        port = dice.one(54321, 1025, 600)
        inside = ("router.lan0", "192.168.1.10", port if outward else 80, "198.51.100.4", 443 if outward else port)
        outside = ("router.wan0", "198.51.100.4", 443 if outward else port, "203.0.113.5", port if outward else 8080)
        ends = [End(dice, *inside), End(dice, *outside)]
        # The first opens the connection.
        self.ends = ends if outward else ends[::-1]

    def play(self):
        d = self.dice
        plan = d.weighed({self.handshake: 9, self.refused: 1, self.both_open: 1, self.from_the_middle: 2, self.answer_first: 1,
                          self.lost_answer: 1})()  # fmt: skip
        for _ in range(d.randint(0, 4)):
            plan += self.data()
        if d.chance(0.7):
            plan += d.weighed({self.farewell: 5, self.both_close: 1, self.half_closed: 1, self.reset: 1})()
            if d.chance(0.4):
                plan += self.once_more()
        for _ in range(d.weighed({0: 2, 1: 3, 2: 3, 3: 2, 5: 1})):
            plan.insert(d.randint(0, len(plan)), self.strange)
        if plan and d.chance(0.15):
            plan.pop(d.randrange(len(plan)))
        for act in plan:
            act()

    # -- whole passages, each a list of acts

    def handshake(self):
        return [lambda: self.syn(0), lambda: self.syn(1, "SA"), lambda: self.say(0, "A")]

    def refused(self):
        return [lambda: self.syn(0), lambda: self.say(1, "RA")]

    def both_open(self):
        again = {"shift": -1}
        return [lambda: self.syn(0), lambda: self.syn(1), lambda: self.say(0, "SA", **again), lambda: self.say(1, "SA", **again)]

    def from_the_middle(self):
        return [lambda: self.say(0, "PA", length=10), lambda: self.say(1, "A")]

    def answer_first(self):
        return [lambda: self.syn(0, "SA"), lambda: self.say(1, "A")]

    def lost_answer(self):
        return [lambda: self.syn(0), lambda: self.say(0, "S", shift=-1), lambda: self.syn(1, "SA"),
                lambda: self.say(1, "SA", shift=-1), lambda: self.say(0, "A")]  # fmt: skip

    def data(self):
        d = self.dice
        side, length = d.randint(0, 1), d.one(1, 100, 500, 1400)
        acts = [lambda: self.say(side, "PA", length=length)]
        if d.chance(0.15):
            acts.append(lambda: self.say(side, "PA", length=length, shift=-length))
        return acts + [lambda: self.say(1 - side, "A")]

    def farewell(self):
        a = self.dice.randint(0, 1)
        return [lambda: self.say(a, "FA"), lambda: self.say(1 - a, "A"), lambda: self.say(1 - a, "FA"), lambda: self.say(a, "A")]

    def both_close(self):
        return [lambda: self.say(0, "FA"), lambda: self.say(1, "FA", back=-1), lambda: self.say(0, "A"), lambda: self.say(1, "A")]

    def half_closed(self):
        return [lambda: self.say(0, "FA"), lambda: self.say(1, "A"), *self.data(), lambda: self.say(1, "FA")]

    def reset(self):
        side = self.dice.randint(0, 1)
        return [lambda: self.say(side, self.dice.one("R", "RA")), lambda: self.say(1 - side, "A")]

    def once_more(self):
        """The same ports again: reopened, or not."""
        far = self.dice.one(0, 1, 100000, -5000)
        return [lambda: self.say(0, "S", shift=far, options="020405b4"), lambda: self.say(1, self.dice.one("SA", "A", "RA")),
                lambda: self.say(0, self.dice.one("A", "R", "S"))]  # fmt: skip

    # -- single segments

    def syn(self, side, flags="S"):
        end = self.ends[side]
        stamp = "0101080a0000000100000000" if end.stamp else ""
        self.say(side, flags, options="020405b4" + end.scale + end.sack + stamp)

    def say(self, side, flags, length=0, shift=0, back=0, window=None, options=""):
        """A segment `shift` bytes from where it should be, acknowledging `back` bytes from what it should."""
        d, end, other = self.dice, self.ends[side], self.ends[1 - side]
        packet = {**end.head, "flags": flags, "seq": (end.next + shift) % WRAP,
                  "ack": (other.next + back) % WRAP if "A" in flags else 0,
                  "window": d.one(64240, 1024, 502) if window is None else window}  # fmt: skip
        if length:
            packet["payload"] = "61" * length
        if options:
            packet["options"] = options
        if shift == 0 and back == 0:
            end.next = (end.next + length + ("S" in flags) + ("F" in flags)) % WRAP
        self.session.do({"send": end.tap, "packet": packet})
        self.session.do({"conntrack": self.router})

    def strange(self):
        d, side = self.dice, self.dice.randint(0, 1)
        mine, peer = self.ends[side], self.ends[1 - side]
        sack = "0101050a%08x%08x" % ((peer.next + 100) % WRAP, (peer.next + d.one(200, 90000)) % WRAP)
        d.choice((
            lambda: self.say(side, "A", shift=d.one(-1, -100000, 200000, 70000, -70000, 65536)),
            lambda: self.say(side, "R", shift=d.one(0, 0, 1, 100, -1, 100000)),
            lambda: self.say(side, "RA", shift=d.one(0, 1, -1, 50000), back=d.one(0, 0, 1, -1)),
            lambda: self.say(side, "S", shift=d.one(0, 1, 1000, -1000, -1), options="020405b4" + mine.scale),
            lambda: self.say(side, "SA", shift=d.one(-1, 0, 5), back=d.one(0, 0, 1)),
            lambda: self.say(side, "A", length=d.one(1, 100, 1400), shift=d.one(0, 1400, 100000)),
            lambda: self.say(side, "A", back=d.one(1, -1, 100000, -100000)),
            lambda: self.say(side, d.one("", "F", "SF", "SR", "FPU", "SAF", "P", "SAFRPU", "U", "UA", "SEC", "SAE")),
            lambda: self.say(side, "FA", shift=d.one(0, 1, 5000, -1)),
            lambda: self.say(side, "A", window=0),
            lambda: self.say(side, "PA", length=50, shift=-50),
            lambda: self.say(side, "A", options=sack),
            lambda: [self.say(side, "PA", length=20, shift=-20) for _ in range(d.randint(2, 5))],
            lambda: [self.say(side, "A", back=-1) for _ in range(2)],
            lambda: self.say(side, "A", length=d.one(0, 0, 1), shift=-1),
            lambda: self.say(side, d.one("A", "PA", "S", "SA"), shift=d.one(0, 0, -1), options=d.choice(ODD_OPTIONS)),
            lambda: self.say(side, d.one("A", "PA", "RA"), shift=d.one(2**30, 2**31, -131072), back=d.one(0, 2**31, -66001)),
        ))()  # fmt: skip


def settings(dice):
    """Of conntrack, now and then."""
    if not dice.chance(0.25):
        return {}
    wanted = {"tcp_be_liberal": 1, "tcp_loose": 0, "tcp_ignore_invalid_rst": 1, "tcp_max_retrans": dice.one(1, 2),
              "tcp_timeout_established": 600, "acct": 1}  # fmt: skip
    return {f"net.netfilter.nf_conntrack_{name}": wanted[name] for name in dice.some(list(wanted), 1, 2)}
