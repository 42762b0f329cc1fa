"""A case as it grows: steps are played on the live kernel at once, so that the next can answer what came out."""


# What a TCP socket of a node's own sent is sent again after a second and up to 36 milliseconds, as the kernel's timers come round:
# in which step, nobody knows. So where there are such sockets, what has not been said by then stays unsaid.
SOON = 0.6
LOOKS = {"conntrack", "counters", "list"}


class Session:
    def __init__(self, case, lab):
        self.case, self.lab, self.observed = case, lab, []
        # Numbers of emitted packets that somebody may answer.
        self.answerable = []
        self.sockets = any(node.get("listen") for node in case["nodes"].values())

    def do(self, step):
        self.sockets |= "originate" in step
        if self.sockets and self.lab.clock() > SOON and not LOOKS & set(step):
            return {}
        before = len(self.lab.emitted)
        seen = self.lab.play(step)
        self.case["steps"].append(step)
        self.observed.append(seen)
        # Of several taps nobody can tell which was first.
        if len({one["on"] for one in self.lab.emitted[before:]}) > 1:
            return seen
        for at in range(before, len(self.lab.emitted)):
            packet = self.lab.emitted[at]["packet"]
            # A header that was cut short, and an error, are past answering.
            whole = {"tcp": "flags", "udp": "sport", "icmp": "type"}.get(packet["proto"])
            if whole in packet and "inner" not in packet:
                self.answerable.append(at)
        return seen

    def emitted(self, at):
        return self.lab.emitted[at]

    def finished(self):
        return {**self.case, "observed": self.observed}
