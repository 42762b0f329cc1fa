"""
Where random cases play: nodes, links, and who can be met behind each interface of the router under test. Addresses are those
set aside for documentation (RFC 5737) and private use (RFC 1918, 6598).

Hosts of a tap answer whatever they like (the fuzzer speaks for them). On a link only nodes that are really there may be spoken to:
for anybody else the kernel would ask three seconds long who has the address.
"""
from dataclasses import dataclass, field

INTERNET = ["198.51.100.4", "198.51.100.7", "192.0.2.33", "192.0.2.80"]


@dataclass
class Side:
    """What is behind one interface of the router."""

    own: list
    network: str
    hosts: list
    # "node.interface" of the tap that packets of these hosts go into.
    tap: str
    wan: bool = False
    # The hosts are nodes with sockets of their own, not the fuzzer's puppets.
    real: bool = False


@dataclass
class Place:
    nodes: dict
    sides: dict
    router: str = "router"
    links: list = field(default_factory=list)

    @property
    def own(self):
        return [address for side in self.sides.values() for address in side.own]

    @property
    def inside(self):
        return [host for side in self.sides.values() if not side.wan for host in side.hosts]

    @property
    def outside(self):
        return [host for side in self.sides.values() if side.wan for host in side.hosts]

    @property
    def public(self):
        return [address for side in self.sides.values() if side.wan for address in side.own]

    def case(self, name):
        case = {"name": name, "nodes": self.nodes}
        if self.links:
            case["links"] = self.links
        return {**case, "steps": []}


def home(dice, mtu=False):
    """One router: a LAN, a second network with servers, the Internet; every side a tap."""
    sides = {
        "lan0": Side(["192.168.1.1"], "192.168.1.0/24", ["192.168.1.10", "192.168.1.11", "192.168.1.12"], "router.lan0"),
        "dmz0": Side(["172.17.0.1"], "172.17.0.0/16", ["172.17.0.2", "172.17.0.3"], "router.dmz0"),
        "wan0": Side(["203.0.113.5", "203.0.113.6"], "203.0.113.0/24", INTERNET, "router.wan0", wan=True),
    }
    interfaces = {
        name: {"addresses": [f"{address}/{side.network.split('/')[1]}" for address in side.own]}
        for name, side in sides.items()
    }
    if mtu and dice.chance(0.4):
        interfaces[dice.one("wan0", "lan0", "dmz0")]["mtu"] = dice.one(576, 1280, 1400)
    routes = [{"to": "default", "via": "203.0.113.1", "dev": "wan0"}]
    if dice.chance(0.1):
        routes.append({"to": "192.0.2.80/32", "type": dice.one("blackhole", "unreachable", "prohibit")})
    return Place({"router": {"interfaces": interfaces, "routes": routes}}, sides)


def household(dice):
    """The router's LAN is a link to a real host that listens and speaks; the Internet and the servers are taps."""
    place = home(dice)
    place.nodes["router"]["interfaces"]["lan0"] = {"addresses": ["192.168.1.1/24"]}
    place.nodes["pc"] = {
        "interfaces": {"eth0": {"addresses": ["192.168.1.10/24"]}},
        "routes": [{"to": "default", "via": "192.168.1.1", "dev": "eth0"}],
        "forward": False,
        "listen": [{"proto": "tcp", "port": 80}, {"proto": "udp", "port": 53}],
    }
    place.links.append(["router.lan0", "pc.eth0"])
    place.sides["lan0"] = Side(["192.168.1.1"], "192.168.1.0/24", ["192.168.1.10"], "", real=True)
    return place


def carrier(dice):
    """Two NATs in a row: the router's way to the Internet is a link to a provider's router with rules of its own."""
    place = home(dice)
    router = place.nodes["router"]
    router["interfaces"]["wan0"] = {"addresses": ["100.64.0.5/24"]}
    router["routes"] = [{"to": "default", "via": "100.64.0.1", "dev": "wan0"}]
    place.nodes["isp"] = {
        "interfaces": {"sub0": {"addresses": ["100.64.0.1/24"]}, "net0": {"addresses": ["203.0.113.5/24"]}},
        "routes": [{"to": "default", "via": "203.0.113.1", "dev": "net0"}, {"to": "192.168.1.0/24", "via": "100.64.0.5"}],
    }
    place.links.append(["router.wan0", "isp.sub0"])
    place.sides["wan0"] = Side(["100.64.0.5"], "100.64.0.0/24", INTERNET, "isp.net0", wan=True)
    return place


def with_services(dice, place):
    """Sockets on the router itself. They listen and never say anything."""
    wanted = [{"proto": "tcp", "port": 8080}, {"proto": "udp", "port": 53}, {"proto": "tcp", "port": 22},
              {"proto": "udp", "port": 5000, "address": place.own[0]}, {"proto": "tcp", "port": 443, "address": "127.0.0.1"}]  # fmt: skip
    place.nodes[place.router]["listen"] = dice.some(wanted, 1, 3)
