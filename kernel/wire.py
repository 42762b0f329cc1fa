"""IP packets as plain dicts and as bytes. The dict is that of a case: see the README.

    parse(build({"src": "192.0.2.1", "dst": "192.0.2.2", "proto": "udp", "sport": 1, "dport": 2}))

RFC 791 and 8200 (headers), 1071 (checksum), 9293 (TCP), 768 (UDP), 792 and 4443 (ICMP).
"""
import ipaddress
import struct

NUMBERS = {"icmp": 1, "tcp": 6, "udp": 17, "gre": 47, "icmpv6": 58, "sctp": 132}
NAMES = {number: name for name, number in NUMBERS.items()}
# Letter and bit, in the order in which they are written.
FLAGS = {"S": 2, "A": 16, "F": 1, "R": 4, "P": 8, "U": 32, "E": 64, "C": 128}
# ICMP types that quote the packet they are about.
QUOTING = {"icmp": (3, 4, 5, 11, 12), "icmpv6": (1, 2, 3, 4)}
DF, MF, OFFSET = 0x4000, 0x2000, 0x1FFF


def checksum(data):
    """The Internet checksum; 0 over data that already holds a right one."""
    if len(data) & 1:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total > 0xFFFF:
        total = (total >> 16) + (total & 0xFFFF)
    return total ^ 0xFFFF


def pseudo_header(src, dst, number, length):
    """What TCP, UDP and ICMPv6 sum before their own bytes."""
    if len(src) == 16:
        return src + dst + struct.pack("!I3xB", length, number)
    return src + dst + struct.pack("!xBH", number, length)


# -- dict to bytes


def build(packet):
    """Every checksum is right. A protocol given by number carries its payload raw, and so does a later fragment."""
    src = ipaddress.ip_address(packet["src"]).packed
    dst = ipaddress.ip_address(packet["dst"]).packed
    proto = packet["proto"]
    number = NUMBERS.get(proto, proto)
    payload = bytes.fromhex(packet.get("payload", ""))
    make = None if packet.get("frag") else {"tcp": _tcp, "udp": _udp, "icmp": _icmp, "icmpv6": _icmp}.get(proto)
    body, sum_at = make(packet, payload) if make else (payload, None)
    if sum_at is not None:
        covered = body if proto == "icmp" else pseudo_header(src, dst, number, len(body)) + body
        right = checksum(covered)
        if proto == "udp":
            right = 0 if packet.get("nocsum") else right or 0xFFFF
        body = body[:sum_at] + struct.pack("!H", right) + body[sum_at + 2 :]
    tos, ttl = packet.get("tos", 0), packet.get("ttl", 64)
    if len(src) == 16:
        return struct.pack("!IHBB", 6 << 28 | tos << 20, len(body), number, ttl) + src + dst + body
    fragment = DF * bool(packet.get("df")) | MF * bool(packet.get("mf")) | packet.get("frag", 0)
    options = _padded(packet.get("ipoptions", ""))
    words = 5 + len(options) // 4
    head = struct.pack("!BBHHHBB", 0x40 | words, tos, words * 4 + len(body), packet.get("ipid", 0), fragment, ttl, number)
    return head + struct.pack("!H", checksum(head + src + dst + options)) + src + dst + options + body


def _padded(options):
    """Bytes of hex digits, in whole words."""
    some = bytes.fromhex(options)
    return some + bytes(-len(some) % 4)


def _tcp(packet, payload):
    options = _padded(packet.get("options", ""))
    flags = sum(FLAGS[letter] for letter in set(packet.get("flags", "")))
    head = struct.pack("!HHIIBBHHH", packet["sport"], packet["dport"], packet.get("seq", 0), packet.get("ack", 0),
                       (20 + len(options)) // 4 << 4, flags, packet.get("window", 65535), 0, 0)  # fmt: skip
    return head + options + payload, 16


def _udp(packet, payload):
    return struct.pack("!HHHH", packet["sport"], packet["dport"], 8 + len(payload), 0) + payload, 6


def _icmp(packet, payload):
    head = struct.pack("!BBH", packet["type"], packet.get("code", 0), 0)
    if "inner" in packet:
        return head + bytes.fromhex(packet.get("rest", "00000000")) + build(packet["inner"]), 2
    return head + struct.pack("!HH", packet.get("id", 0), packet.get("seq", 0)) + payload, 2


# -- bytes to dict


def parse(data, quoted=False):
    """
    What is zero is left out. `bad_checksum` and `bad_ip_checksum` say what they say; nobody can know the first of a
    fragment, nor of a quotation that was cut short (`quoted`: the packet stands inside an ICMP error).
    """
    packet, src, dst, number, body, length = (_read6 if data[0] >> 4 == 6 else _read4)(data)
    name = NAMES.get(number, number)
    packet["proto"] = name
    whole = len(data) >= length
    right = True
    if packet.get("frag"):
        packet["payload"] = body.hex()
    elif name == "tcp" and len(body) >= 8:
        _read_tcp(packet, body)
        right = len(body) < 20 or checksum(pseudo_header(src, dst, number, len(body)) + body) == 0
    elif name == "udp" and len(body) >= 8:
        right = _read_udp(packet, body) or checksum(pseudo_header(src, dst, number, len(body)) + body) == 0
    elif name in QUOTING and len(body) >= 8:
        _read_icmp(packet, body, name)
        right = checksum(body if name == "icmp" else pseudo_header(src, dst, number, len(body)) + body) == 0
    else:
        packet["payload"] = body.hex()
    if not right and (whole if quoted else not packet.get("mf")):
        packet["bad_checksum"] = True
    if quoted:
        packet.pop("bad_ip_checksum", None)
    return packet


def _read4(data):
    header = (data[0] & 15) * 4
    tos, length, ipid, fragment, ttl, number = struct.unpack("!xBHHHBB2x", data[:12])
    src, dst = data[12:16], data[16:20]
    packet = {"src": str(ipaddress.ip_address(src)), "dst": str(ipaddress.ip_address(dst)), "ttl": ttl}
    told = {"tos": tos, "ipid": ipid, "df": bool(fragment & DF), "mf": bool(fragment & MF), "frag": fragment & OFFSET}
    packet.update({key: value for key, value in told.items() if value})
    if header > 20:
        packet["ipoptions"] = data[20:header].hex()
    if checksum(data[:header]):
        packet["bad_ip_checksum"] = True
    return packet, src, dst, number, data[header:length], length


def _read6(data):
    first, length, number, ttl = struct.unpack("!IHBB", data[:8])
    src, dst = data[8:24], data[24:40]
    packet = {"src": str(ipaddress.ip_address(src)), "dst": str(ipaddress.ip_address(dst)), "ttl": ttl}
    if first >> 20 & 0xFF:
        packet["tos"] = first >> 20 & 0xFF
    return packet, src, dst, number, data[40 : 40 + length], 40 + length


def _read_tcp(packet, body):
    packet["sport"], packet["dport"], packet["seq"] = struct.unpack("!HHI", body[:8])
    if len(body) < 20:
        return  # a quotation of eight bytes ends here
    packet["ack"], offset, flags, packet["window"] = struct.unpack("!IBBH", body[8:16])
    packet["flags"] = "".join(letter for letter, bit in FLAGS.items() if flags & bit)
    header = (offset >> 4) * 4
    if header > 20:
        packet["options"] = body[20:header].hex()
    if body[header:]:
        packet["payload"] = body[header:].hex()


def _read_udp(packet, body):
    packet["sport"], packet["dport"], _, given = struct.unpack("!HHHH", body[:8])
    if body[8:]:
        packet["payload"] = body[8:].hex()
    if given == 0:
        packet["nocsum"] = True
    return given == 0


def _read_icmp(packet, body, name):
    packet["type"], packet["code"] = body[0], body[1]
    if packet["type"] in QUOTING[name] and len(body) >= 28:
        packet["rest"] = body[4:8].hex()
        packet["inner"] = parse(body[8:], quoted=True)
        return
    packet["id"], packet["seq"] = struct.unpack("!HH", body[4:8])
    if body[8:]:
        packet["payload"] = body[8:].hex()
