"""What each profile of random cases is made of: a place, rule sets, and who speaks."""
import changes as changing
import dialogue
import edges as edged
import places
import rules
import strangers
from extensions import PORTS
from places import with_services
from rules import Rules
from traffic import Traffic


def nat(d, extensions):
    """NAT rules, everyday conversations."""
    place = places.home(d)
    place.nodes["router"]["iptables"] = Rules(d, place, extensions).nat()
    return place, lambda session: Traffic(d, place, session).play()


def filter(d, extensions):
    """Filter rules, everyday conversations."""
    place = places.home(d)
    place.nodes["router"]["iptables"] = Rules(d, place, extensions).filter()
    return place, lambda session: Traffic(d, place, session).play()


def tcp(d, extensions):
    """One TCP connection, segment by segment, with strange ones among them."""
    place = places.home(d)
    router = place.nodes["router"]
    router["iptables"] = rules.for_tcp(d)
    if wanted := dialogue.settings(d):
        router["sysctl"] = wanted
    return place, lambda session: dialogue.Dialogue(d, place, session).play()


def all(d, extensions):
    """Every table, everyday conversations."""
    place = places.home(d)
    made = Rules(d, place, extensions)
    text = made.nat() + made.filter()
    if d.chance(0.4):
        text += made.mangle()
    if d.chance(0.15):
        text += made.raw()
    place.nodes["router"]["iptables"] = text
    return place, lambda session: Traffic(d, place, session).play()


def mixed(d, extensions):
    """Several nodes, their own sockets, hairpins, packets that the router itself sends."""
    place = d.one(places.home, places.household, places.carrier)(d)
    with_services(d, place)
    made = Rules(d, place, extensions)
    router = place.nodes["router"]
    router["iptables"] = made.nat(("PREROUTING", "POSTROUTING", *d.some(["INPUT", "OUTPUT"], 1, 2)))
    if d.chance(0.6):
        router["iptables"] += made.filter(("INPUT", "FORWARD", "OUTPUT"))
    if d.chance(0.25):
        router["iptables"] += made.mangle(d.some(["PREROUTING", "OUTPUT", "POSTROUTING"], 1, 2))
    if "isp" in place.nodes:
        place.nodes["isp"]["iptables"] = "*nat\n-A POSTROUTING -o net0 -j MASQUERADE\nCOMMIT\n"
    return place, lambda session: Mixed(d, place, session).play()


def strange(d, extensions):
    """Every match and target there is, and packets that one should not meet."""
    place = places.home(d, mtu=True)
    router = place.nodes["router"]
    made = Rules(d, place, extensions, strange=True)
    text = ""
    if d.chance(0.7):
        text += made.nat(d.some(["PREROUTING", "INPUT", "POSTROUTING"], 1, 3))
    if d.chance(0.7):
        text += made.filter(d.some(["INPUT", "FORWARD", "OUTPUT"], 1, 3))
    if d.chance(0.6):
        text += made.mangle(d.some(["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"], 1, 3))
    if d.chance(0.35):
        text += made.raw(d.some(["PREROUTING", "OUTPUT"], 1, 2))
    router["iptables"] = text or made.filter()
    if wanted := strangers.settings(d):
        router["sysctl"] = wanted
    return place, lambda session: strangers.Strangers(d, place, session).play()


def changes(d, extensions):
    """Everyday conversations while the rules, the table and the settings change, and time passes."""
    place = places.home(d)
    router = place.nodes["router"]
    made = Rules(d, place, extensions)
    text = made.nat() + (made.filter() if d.chance(0.6) else "")
    if d.chance(0.3):
        text += made.mangle(("PREROUTING", "FORWARD"))
    if d.chance(0.3):
        text += made.raw()
    router["iptables"] = text
    router["sysctl"] = changing.settings(d)
    return place, lambda session: changing.Changes(d, place, session, made).play()


def edges(d, extensions):
    """Zones, rare words of the nat table, the last hop, loopback, IP options, sockets of the router's own."""
    place = places.home(d, mtu=True)
    with_services(d, place)
    router = place.nodes["router"]
    made = Rules(d, place, extensions, strange=True)
    text = edged.nat(d, place)
    if d.chance(0.5):
        text += edged.raw(d, place)
    if d.chance(0.5):
        text += made.filter(("INPUT", "FORWARD", "OUTPUT"))
    if d.chance(0.25):
        text += made.mangle(d.some(["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"], 1, 3))
    router["iptables"] = text
    if wanted := edged.settings(d):
        router["sysctl"] = wanted
    return place, lambda session: edged.Edges(d, place, session).play()


class Mixed(Traffic):
    def play(self, least=5, most=9):
        moves = {"open": 4, "answer": 4, "error": 0.8, "clash": 0.5, "hairpin": 1.5, "originate": 3, "service": 1.5}
        for _ in range(self.dice.randint(least, most)):
            step = None
            while step is None:
                step = getattr(self, self.dice.weighed(moves))()
            self.session.do(step)

    def hairpin(self):
        """From inside to the router's own public address."""
        inside = [side for side in self.sides if not side.wan]
        if not inside:
            return None
        side = self.dice.choice(inside)
        return self.send(side.tap, self.first_packet(self.dice.choice(side.hosts), self.dice.choice(self.place.public)))

    def service(self):
        """From any side to a socket of the router's own."""
        d = self.dice
        side = d.choice(self.sides)
        wanted = d.choice(self.place.nodes[self.place.router]["listen"])
        packet = self.first_packet(d.choice(side.hosts), d.choice(self.place.own))
        if packet["proto"] != wanted["proto"]:
            return None
        return self.send(side.tap, {**packet, "dport": wanted["port"], **({"flags": "S"} if wanted["proto"] == "tcp" else {})})

    def originate(self):
        """A socket on one of the nodes speaks: to a host, to another node, to itself."""
        d, place = self.dice, self.place
        node = d.choice([name for name in place.nodes if name != "isp"])
        there = place.outside + place.own + [host for side in self.sides for host in side.hosts] + ["127.0.0.1"]
        step = {"originate": node, "proto": d.one("udp", "tcp"), "dst": d.choice(there), "dport": d.choice(PORTS),
                "sport": d.randint(41000, 41999)}  # fmt: skip
        if step["proto"] == "udp":
            step["payload"] = d.one("", "68656c6c6f")
        return step


PROFILES = {one.__name__: one for one in (nat, filter, tcp, all, mixed, strange, changes, edges)}
