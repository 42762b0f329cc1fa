"""A case's nodes and links on the live kernel, and its steps played on them one by one."""
import os
import select
import socket
import time

import cases
import wire
from netns import Namespace

# Quiet for so long, and a step is over. Linked nodes ask each other's addresses first (ARP) and hand packets on in a softirq.
QUIET, QUIET_LINKED = 0.012, 0.025
# Neighbour discovery and group membership are the kernel's own business, no part of a case.
CHATTER6, CHATTER4 = (133, 134, 135, 136, 143), ("224.0.0.22", "ff02::16")


class Lab:
    """Raises Refused when the kernel or a tool will not have the case. Use it with `with`."""

    def __init__(self, case):
        self.nodes = case["nodes"]
        self.links = case.get("links", [])
        self.six = uses_ipv6(case)
        self.quiet = QUIET_LINKED if self.links else QUIET
        self.spaces, self.taps, self.sockets = {}, {}, []
        # Every packet that came out of a tap, in order: what the number of an answer counts.
        self.emitted = []
        self.since = time.monotonic()

    def __enter__(self):
        try:
            self.build()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        for one in self.sockets:
            one.close()
        for fd in self.taps.values():
            os.close(fd)
        for space in self.spaces.values():
            space.close()
        self.spaces, self.taps, self.sockets = {}, {}, []

    # -- setting up

    def build(self):
        for name, node in self.nodes.items():
            self.spaces[name] = Namespace()
            self.prepare(self.spaces[name], node)
        for a, b in self.links:
            (node_a, if_a), (node_b, if_b) = a.split(".", 1), b.split(".", 1)
            peer = self.spaces[node_b].path
            self.spaces[node_a].ip(f"link add {if_a} type veth peer name {if_b} netns {peer}")
        linked = {end for link in self.links for end in link}
        for name, node in self.nodes.items():
            lines = []
            for iface, spec in node["interfaces"].items():
                if f"{name}.{iface}" not in linked and iface != "lo":
                    self.taps[f"{name}.{iface}"] = self.spaces[name].tun(iface)
                lines.append(f"link set {iface} up")
                if spec.get("mtu"):
                    lines.append(f"link set {iface} mtu {spec['mtu']}")
                for address in spec.get("addresses", []):
                    lines.append(f"addr add {address} dev {iface}{' nodad' if ':' in address else ''}")
            self.spaces[name].ip(*lines)
        for name, node in self.nodes.items():
            self.furnish(self.spaces[name], node)
        self.listen_to_taps(0.03)
        self.since = time.monotonic()

    def prepare(self, space, node):
        """Settings that interfaces take over when they are made."""
        forward = 1 if node.get("forward", True) else 0
        space.ip("link set lo up")
        space.sysctl("net.ipv4.ip_forward", forward)
        space.sysctl("net.ipv4.icmp_ratelimit", 0)
        space.sysctl("net.ipv4.icmp_msgs_per_sec", 100000, must=False)
        for which in ("all", "default"):
            space.sysctl(f"net.ipv4.conf.{which}.rp_filter", 0)
            space.sysctl(f"net.ipv4.conf.{which}.send_redirects", 0)
            if not self.six:
                space.sysctl(f"net.ipv6.conf.{which}.disable_ipv6", 1, must=False)
                continue
            for setting, value in (("accept_dad", 0), ("autoconf", 0), ("router_solicitations", 0), ("addr_gen_mode", 1)):
                space.sysctl(f"net.ipv6.conf.{which}.{setting}", value, must=False)
        if self.six:
            space.sysctl("net.ipv6.conf.all.forwarding", forward)
            space.sysctl("net.ipv6.icmp.ratelimit", 0, must=False)

    def furnish(self, space, node):
        """Routes, rules, settings and sockets, once every interface is there."""
        if node.get("routes"):
            space.ip(*(route_line(route) for route in node["routes"]))
        if node.get("nft"):
            space.run("nft", "-f", "-", stdin=node["nft"])
        if node.get("iptables"):
            space.run("iptables-restore", *(["-c"] if node.get("counters") else []), stdin=node["iptables"])
        if node.get("ip6tables"):
            space.run("ip6tables-restore", stdin=node["ip6tables"])
        for name, value in node.get("sysctl", {}).items():
            space.sysctl(name, value)
        for wanted in node.get("listen", []):
            address = wanted.get("address", "0.0.0.0")
            one = self.socket(space, wanted["proto"], address, wanted["port"])
            if wanted["proto"] == "tcp":
                one.listen(8)

    def socket(self, space, proto, address, port):
        kind = socket.SOCK_STREAM if proto == "tcp" else socket.SOCK_DGRAM
        with space:
            one = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, kind)
        self.sockets.append(one)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind((address, port))
        return one

    # -- playing

    def play(self, step):
        """Does one step and gives back what was observed; `at`: when it began and ended, seconds after the first began."""
        kind = next(word for word in PLAYERS if word in step)
        began = self.clock()
        seen = PLAYERS[kind](self, step)
        self.emitted += seen.get("emitted", [])
        return {**seen, "at": [began, self.clock()]}

    def clock(self):
        return round(time.monotonic() - self.since, 6)

    def send(self, step):
        return self.inject(step["send"], step["packet"])

    def answer(self, step):
        about = self.emitted[step["answer"]]
        sent = cases.answer_to(about["packet"], step)
        return {"sent": sent, **self.inject(step.get("on", about["on"]), sent)}

    def inject(self, tap, packet):
        os.write(self.taps[tap], wire.build(packet))
        return {"emitted": self.listen_to_taps()}

    def originate(self, step):
        six = ":" in step["dst"]
        one = self.socket(self.spaces[step["originate"]], step["proto"], step.get("src", "::" if six else "0.0.0.0"),
                          step.get("sport", 0))  # fmt: skip
        one.setblocking(False)
        try:
            if step["proto"] == "tcp":
                one.connect((step["dst"], step["dport"]))
            else:
                one.sendto(bytes.fromhex(step.get("payload", "")), (step["dst"], step["dport"]))
        except OSError:
            pass  # in progress, or refused: the packets tell
        return {"emitted": self.listen_to_taps()}

    def wait(self, step):
        time.sleep(step["wait"])
        return {"emitted": self.listen_to_taps()}

    def conntrack(self, step):
        family = step.get("family", "ipv4")
        return {"conntrack": self.lines(step["conntrack"], "conntrack", "-L", "-f", family)}

    def counters(self, step):
        tool = "ip6tables-save" if step.get("family") == "ipv6" else "iptables-save"
        # The comments hold the date.
        return {"counters": [line for line in self.lines(step["counters"], tool, "-c") if not line.startswith("#")]}

    def list(self, step):
        return {"list": self.lines(step["list"], "iptables", "-t", step.get("table", "nat"), "-L", "-n", "-v")}

    def exec(self, step):
        return {"output": self.lines(step["exec"], *step["command"], must=False)}

    def lines(self, node, *words, must=True):
        return self.spaces[node].run(*words, must=must).splitlines()

    def listen_to_taps(self, quiet=None):
        """What comes out of the taps until it has been quiet for a while, in order of arrival."""
        quiet = quiet or self.quiet
        names = {fd: name for name, fd in self.taps.items()}
        came, until = [], time.monotonic() + quiet
        # On a busy machine the time may be over before anybody looked: what is there by then is taken all the same.
        while ready := select.select(list(names), [], [], max(0, until - time.monotonic()))[0]:
            for fd in ready:
                packet = wire.parse(os.read(fd, 0xFFFF))
                if packet["proto"] == 0 or packet["dst"] in CHATTER4:
                    continue
                if packet["proto"] == "icmpv6" and packet.get("type") in CHATTER6:
                    continue
                came.append({"on": names[fd], "packet": packet})
                until = time.monotonic() + quiet
        return came


# By the word that tells what kind of step it is.
PLAYERS = {
    "send": Lab.send,
    "answer": Lab.answer,
    "originate": Lab.originate,
    "wait": Lab.wait,
    "conntrack": Lab.conntrack,
    "counters": Lab.counters,
    "list": Lab.list,
    "exec": Lab.exec,
}


def route_line(route):
    words = ["route", "add"]
    if route.get("type"):
        words.append(route["type"])
    words.append(route["to"])
    for key in ("via", "dev"):
        if route.get(key) and not route.get("type"):
            words += [key, route[key]]
    return " ".join(words)


def uses_ipv6(case):
    """Whether anything of it speaks IPv6; where not, it is switched off and the taps stay quiet."""
    for node in case["nodes"].values():
        addresses = [a for spec in node["interfaces"].values() for a in spec.get("addresses", [])]
        if node.get("ip6tables") or any(":" in address for address in addresses):
            return True
    return any(":" in step["packet"]["src"] for step in case.get("steps", []) if "send" in step)
