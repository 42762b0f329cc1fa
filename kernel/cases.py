"""Cases as files, and the packet with which the far end answers."""
import json
import os


def load(path):
    with open(path) as file:
        return json.load(file)


def kernel():
    """Its version without what the distribution put behind it: "6.18.44"."""
    return os.uname().release.split("-")[0]


def pretty(case):
    """JSON with one line a step, so that a diff of two recordings reads."""
    parts = [json.dumps({key: value for key, value in case.items() if key not in ("steps", "observed")}, indent=1)[:-2]]
    for key in ("steps", "observed"):
        if key in case:
            rows = ",\n  ".join(json.dumps(row) for row in case[key])
            parts.append(f',\n "{key}": [\n  {rows}\n ]')
    return "".join(parts) + "\n}\n"


def timeless(case):
    """Without the moments at which its steps were played: two recordings of it are the same text."""
    return {**case, "observed": [{key: row[key] for key in row if key != "at"} for row in case["observed"]]}


def answer_to(packet, step):
    """What the far end says to a packet that came out: its reply, or with `error` an ICMP error about it."""
    six = ":" in packet["src"]
    if "error" in step:
        made = {
            "src": step.get("by", packet["dst"]),
            "dst": packet["src"],
            "proto": "icmpv6" if six else "icmp",
            "ttl": 64,
            **step["error"],
            "inner": dict(packet),
        }
    else:
        made = {"src": packet["dst"], "dst": packet["src"], "proto": packet["proto"], "ttl": 64, **reply(packet)}
    return {**made, **step.get("with", {})}


def reply(packet):
    proto = packet["proto"]
    if proto in ("icmp", "icmpv6"):
        echo = 0 if proto == "icmp" else 129
        return {"type": echo, "code": 0, "id": packet.get("id", 0), "seq": packet.get("seq", 0)}
    if proto not in ("tcp", "udp", "sctp"):
        return {}
    turned = {"sport": packet["dport"], "dport": packet["sport"]}
    if proto == "tcp":
        # SYN and FIN each take a sequence number.
        taken = len(packet.get("payload", "")) // 2 + sum(flag in packet.get("flags", "") for flag in "SF")
        turned["ack"] = (packet["seq"] + taken) % 2**32
        turned.update(seq=packet.get("ack", 0), window=65535, flags="A")
    return turned
