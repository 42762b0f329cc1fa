"""Everyday conversations through the router: they begin, are answered, refused, repeated, and clash."""
from extensions import PORTS

SYN_OPTIONS = ["", "", "020405b4", "020405b40402080a0000000a00000000", "020405b4010303070402", "0204021801030300"]
UNREACHABLE = [{"type": 3, "code": 3}, {"type": 3, "code": 1}, {"type": 11, "code": 0}, {"type": 3, "code": 4, "rest": "00000500"}]


class Traffic:
    def __init__(self, dice, place, session):
        self.dice, self.place, self.session = dice, place, session
        self.sent = []
        # Sides where the fuzzer may speak for the hosts.
        self.sides = [side for side in place.sides.values() if not side.real]

    def play(self, least=4, most=9):
        moves = {"open": 5, "answer": 5, "error": 1, "again": 0.6, "clash": 0.8, "knock": 0.6}
        for _ in range(self.dice.randint(least, most)):
            step = None
            while step is None:
                step = getattr(self, self.dice.weighed(moves))()
            self.session.do(step)

    def send(self, tap, packet):
        self.sent.append((tap, packet))
        return {"send": tap, "packet": packet}

    def open(self):
        """A first packet, from any side to any other, or to the router itself."""
        d, place = self.dice, self.place
        side = d.choice(self.sides)
        others = [other for other in place.sides.values() if other is not side]
        there = [host for other in others for host in other.hosts] + place.own
        if side.wan:
            there = place.public * 4 + place.inside[:2] + place.own
        return self.send(side.tap, self.first_packet(d.choice(side.hosts), d.choice(there)))

    def first_packet(self, src, dst):
        d = self.dice
        packet = {"src": src, "dst": dst, "proto": d.one("tcp", "tcp", "udp", "udp", "icmp"), "ttl": 64}
        if d.chance(0.2):
            packet["ttl"] = d.one(1, 2, 3, 128, 255)
        if packet["proto"] == "icmp":
            packet.update(type=8, code=0, id=d.one(7, 8, 40000), seq=1, payload=d.one("", "6162636465666768"))
            if d.chance(0.06):
                packet["type"] = d.one(0, 15, 30)
            return packet
        packet.update(sport=d.one(1025, 33333, 33333, 54321, 60001, 600, 53), dport=d.choice(PORTS))
        if packet["proto"] == "udp":
            packet["payload"] = d.one("", "68656c6c6f", "00")
            if d.chance(0.05):
                packet["nocsum"] = True
            return packet
        packet.update(flags="S", seq=d.one(0, 1000, 4294967290), window=d.one(1024, 64240, 65535))
        if d.chance(0.08):
            packet["flags"] = d.one("A", "SA", "F", "R", "PA", "FA", "RA", "")
        options = d.choice(SYN_OPTIONS)
        return {**packet, "options": options} if options else packet

    def answer(self):
        """The far end of something that came out replies as it should, or nearly."""
        d = self.dice
        at = self.pick()
        if at is None:
            return None
        packet = self.session.emitted(at)["packet"]
        if packet["proto"] == "udp":
            return {"answer": at, "with": {"payload": "6f6b"}} if d.chance(0.3) else {"answer": at}
        if packet["proto"] == "icmp":
            return {"answer": at} if packet["type"] == 8 else None
        flags = packet.get("flags", "")
        if "R" in flags:
            return None
        if self.kernels_own(packet):
            # Its sequence numbers are random: only what makes it fall silent may follow.
            return {"answer": at, "with": {"flags": d.one("A", "RA") if "A" in flags else "RA"}}
        if flags == "S":
            more = {"flags": d.one("SA", "SA", "SA", "RA"), "seq": 5000}
            options = d.choice(SYN_OPTIONS)
            return {"answer": at, "with": {**more, "options": options} if options else more}
        more = {"flags": d.one("A", "A", "PA", "FA", "R", "RA")}
        if more["flags"] == "PA":
            more["payload"] = d.one("68656c6c6f", "00" * 100)
        return {"answer": at, "with": more}

    def error(self):
        """A router further on, or the far end, complains about something that came out."""
        d = self.dice
        at = self.pick()
        if at is None:
            return None
        came = self.session.emitted(at)
        packet = came["packet"]
        if packet["proto"] == "icmp" and packet["type"] != 8:
            return None
        step = {"answer": at, "error": dict(d.choice(UNREACHABLE))}
        if d.chance(0.4):
            step["by"] = "192.0.2.99" if came["on"].endswith(("wan0", "net0")) else packet["dst"]
        return step

    def again(self):
        """The same packet once more."""
        return self.send(*self.dice.choice(self.sent)) if self.sent else None

    def clash(self):
        """A neighbour with the same source port and the same far end."""
        if not self.sent:
            return None
        tap, packet = self.dice.choice(self.sent)
        side = next(side for side in self.place.sides.values() if side.tap == tap)
        others = [host for host in side.hosts if host != packet["src"]]
        return self.send(tap, {**packet, "src": self.dice.choice(others)}) if others else None

    def knock(self):
        """A stranger tries a port that NAT has opened."""
        at = self.pick()
        came = at is not None and self.session.emitted(at)
        if not came or came["packet"]["src"] not in self.place.public or came["packet"]["proto"] == "icmp":
            return None
        stranger = self.dice.choice(self.place.outside)
        made = self.first_packet(stranger, came["packet"]["src"])
        if "dport" not in made or made["proto"] != came["packet"]["proto"] or came["on"] not in [s.tap for s in self.sides]:
            return None
        # Not one that the kernel drew: a case must be the same the next time.
        opened = came["packet"]["sport"]
        if opened not in [packet.get("sport") for _, packet in self.sent]:
            return None
        return self.send(came["on"], {**made, "dport": opened})

    def pick(self):
        return self.dice.choice(self.session.answerable) if self.session.answerable else None

    def kernels_own(self, packet):
        """Whether a socket on a node chose this segment's sequence number."""
        return "S" in packet.get("flags", "") and packet["seq"] not in (0, 1000, 4294967290, 5000)
