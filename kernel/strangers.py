"""Packets that one should not meet, and does: odd flags and types, fragments, martians, errors about nothing."""
import struct

import wire
from extensions import PORTS
from traffic import Traffic

ODD_FLAGS = ["A", "SA", "F", "R", "PA", "FA", "RA", "", "SF", "SR", "FPU", "SAFRPUEC", "SEC", "U", "P"]
ODD_OPTIONS = ["020405b4", "0204ffff", "01010101", "0303070a", "fe0812345678abcd", "1e0c0081", "00000000",
               "080a00000001000000000101", "02040000"]  # fmt: skip
# Nobody may come from these, or nobody may go there.
MARTIANS = ["127.0.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.168.1.255", "203.0.113.255", "169.254.1.1",
            "192.168.1.0"]  # fmt: skip


class Strangers(Traffic):
    def play(self, least=5, most=10):
        moves = {"open": 4, "answer": 4, "error": 1.5, "again": 0.6, "clash": 0.6, "knock": 0.4, "odd_tcp": 2, "odd_icmp": 2,
                 "odd_protocol": 0.6, "fragments": 1.5, "martian": 1, "big": 0.8, "false_error": 1, "raw_bytes": 0.6}  # fmt: skip
        for _ in range(self.dice.randint(least, most)):
            step = None
            while step is None:
                step = getattr(self, self.dice.weighed(moves))()
            for one in step if isinstance(step, list) else [step]:
                self.session.do(one)

    def opening(self, proto):
        """A first packet of that protocol, and the tap it goes into."""
        while (step := self.open())["packet"]["proto"] != proto:
            self.sent.pop()
        return step["send"], step["packet"]

    def odd_tcp(self):
        d = self.dice
        tap, packet = self.opening("tcp")
        packet.update(flags=d.choice(ODD_FLAGS), ack=d.one(0, 0, 1, 77777), tos=d.one(0, 0, 16, 184))
        if d.chance(0.5):
            packet["options"] = d.choice(ODD_OPTIONS)
        if d.chance(0.4):
            packet["payload"] = d.one("68656c6c6f", "61" * 200)
        if d.chance(0.1):
            packet[d.one("sport", "dport")] = 0
        return {"send": tap, "packet": packet}

    def odd_icmp(self):
        """Replies that nobody asked for, requests that nobody sends any more. (Not 13: the answer holds the time of day.)"""
        d = self.dice
        tap, packet = self.opening("icmp")
        packet.update(type=d.one(0, 0, 6, 9, 10, 14, 15, 16, 17, 18, 19, 40, 255), code=d.one(0, 0, 1, 255), id=d.one(0, 7, 65535))
        return {"send": tap, "packet": packet}

    def odd_protocol(self):
        d = self.dice
        tap, packet = self.opening("icmp")
        head = {key: packet[key] for key in ("src", "dst", "ttl")}
        proto = d.one(2, 4, 47, 50, 51, 89, 103, 108, 136, 253)
        return {"send": tap, "packet": {**head, "proto": proto, "payload": "00" * d.one(0, 4, 20)}}

    def fragments(self):
        """A datagram in pieces, in order or not, perhaps without one of them, perhaps with pieces that overlap."""
        d = self.dice
        tap, packet = self.opening(d.one("udp", "udp", "icmp", "tcp"))
        packet["payload"] = "".join("%02x" % (at % 251) for at in range(d.one(24, 60, 200, 1600)))
        body = wire.build(packet)[20:]
        cut = d.one(8, 16, 24, 512 if len(body) > 512 else 8)
        cuts = sorted({0, cut, cut * 2 if d.chance(0.4) else cut} & set(range(0, len(body), 8)))
        head = {key: packet[key] for key in ("src", "dst", "ttl")}
        number, pieces = wire.NUMBERS[packet["proto"]], []
        for at, start in enumerate(cuts):
            end = cuts[at + 1] if at + 1 < len(cuts) else len(body)
            piece = {**head, "proto": number, "ipid": 1000 + len(self.session.observed), "payload": body[start:end].hex()}
            if end < len(body):
                piece["mf"] = True
            if start:
                piece["frag"] = start // 8
            pieces.append(piece)
        ending = d.weighed({"in order": 5, "reversed": 2, "one missing": 2, "one twice": 1, "overlap": 0.5})
        if ending == "reversed":
            pieces.reverse()
        elif ending == "one missing":
            pieces.pop(d.randrange(len(pieces)))
        elif ending == "one twice":
            pieces.insert(0, d.choice(pieces))
        elif ending == "overlap" and len(pieces) > 1:
            pieces[0] = {**pieces[0], "payload": pieces[0]["payload"] + "00" * 8}
        return [{"send": tap, "packet": piece} for piece in pieces]

    def martian(self):
        d, step = self.dice, self.open()
        packet = {**step["packet"], d.one("src", "src", "dst"): d.choice(MARTIANS + self.place.own)}
        return {"send": step["send"], "packet": packet}

    def big(self):
        """More than the smallest MTU, with or without leave to cut it up."""
        d = self.dice
        tap, packet = self.opening(d.one("udp", "tcp", "icmp"))
        packet["payload"] = "62" * d.one(600, 1300, 1440)
        if d.chance(0.6):
            packet["df"] = True
        return {"send": tap, "packet": packet}

    def false_error(self):
        """An ICMP error about a packet that was never seen, or seen from the other side, or cut short."""
        d = self.dice
        tap, about = self.opening(d.one("udp", "tcp", "icmp"))
        came = self.pick()
        if came is not None and d.chance(0.6) and not self.is_drawn(self.session.emitted(came)["packet"]):
            about = self.session.emitted(came)["packet"]
        inner = {key: value for key, value in about.items() if not key.startswith("bad_")}
        if d.chance(0.3):
            inner.update(src=about["dst"], dst=about["src"])
        error = d.one((3, 3, ""), (3, 13, ""), (11, 0, ""), (12, 0, "14000000"), (5, 1, "c0000263"), (4, 0, ""), (3, 4, "00000240"),
                      (3, 4, "00000240"), (3, 4, "00000100"), (11, 1, ""), (3, 16, ""))
        packet = {"src": d.one(inner["dst"], "192.0.2.99"), "dst": d.one(inner["src"], d.choice(self.place.own)), "proto": "icmp",
                  "ttl": 64, "type": error[0], "code": error[1], "inner": inner}  # fmt: skip
        if error[2]:
            packet["rest"] = error[2]
        return {"send": tap, "packet": packet}

    def is_drawn(self, packet):
        """Whether the kernel chose a number of it: the next time it is another, and the error about nothing."""
        named = {number for _, sent in self.sent for key in ("sport", "dport", "id") if (number := sent.get(key)) is not None}
        named |= {*PORTS, 7777, *range(41000, 42000)}
        near = [abs(packet.get("seq", 0) - number) < 4096 for number in (0, 5000, 2**32 - 6)]
        return any(packet[key] not in named for key in ("sport", "dport", "id") if key in packet) or \
            (packet["proto"] == "tcp" and not any(near))

    def raw_bytes(self):
        """A transport header that is cut short or whose checksum is wrong."""
        d = self.dice
        tap, packet = self.opening(d.one("udp", "tcp", "icmp"))
        body = bytearray(wire.build(packet)[20:])
        broken = d.one("checksum", "short", "length")
        if broken == "checksum":
            body[{"tcp": 17, "udp": 7, "icmp": 3}[packet["proto"]]] ^= 0x55
        elif broken == "short":
            body = body[: d.one(0, 3, 7, 8, 12, 19)]
        elif packet["proto"] == "udp":
            body[4:6] = struct.pack("!H", len(body) + d.one(-4, 4))
        elif packet["proto"] == "tcp":
            body[12] = d.one(0x00, 0x40, 0xF0)
        head = {key: packet[key] for key in ("src", "dst", "ttl")}
        return {"send": tap, "packet": {**head, "proto": wire.NUMBERS[packet["proto"]], "payload": body.hex()}}


def settings(dice):
    if not dice.chance(0.3):
        return {}
    wanted = {"net.netfilter.nf_conntrack_checksum": 0, "net.netfilter.nf_conntrack_acct": 1, "net.ipv4.conf.all.route_localnet": 1,
              "net.ipv4.conf.all.rp_filter": dice.one(1, 2), "net.ipv4.ip_default_ttl": 128,
              "net.ipv4.icmp_echo_ignore_all": 1, "net.netfilter.nf_conntrack_tcp_loose": 0}  # fmt: skip
    return {name: wanted[name] for name in dice.some(list(wanted), 1, 2)}
