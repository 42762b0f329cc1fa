"""
Network namespaces that live as long as this process holds them open: nothing is mounted under /run/netns, so nothing is left
behind, however the process ends. Linux only; needs CAP_SYS_ADMIN and CAP_NET_ADMIN, in practice root.
"""
import ctypes
import fcntl
import os
import struct
import subprocess

CLONE_NEWNET = 0x40000000
# <linux/if_tun.h>
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000

libc = ctypes.CDLL(None, use_errno=True)


class Refused(Exception):
    """A command of the set-up failed; the message is its own."""


def check(code, what):
    if code:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


class Namespace:
    def __init__(self):
        home = os.open("/proc/self/ns/net", os.O_RDONLY)
        try:
            check(libc.unshare(CLONE_NEWNET), "unshare")
            self.fd = os.open("/proc/self/ns/net", os.O_RDONLY)
        finally:
            check(libc.setns(home, CLONE_NEWNET), "setns")
            os.close(home)

    @property
    def path(self):
        """As `ip link … netns PATH` takes it."""
        return f"/proc/{os.getpid()}/fd/{self.fd}"

    def close(self):
        os.close(self.fd)

    def __enter__(self):
        """Inside `with`, this process and those it starts stand in the namespace."""
        self.home = os.open("/proc/self/ns/net", os.O_RDONLY)
        check(libc.setns(self.fd, CLONE_NEWNET), "setns")
        return self

    def __exit__(self, *_):
        check(libc.setns(self.home, CLONE_NEWNET), "setns")
        os.close(self.home)

    def run(self, *words, stdin=None, must=True):
        """What the command prints. Raises Refused with its complaint when it fails and `must`."""
        with self:
            done = subprocess.run(words, input=stdin, text=True, capture_output=True)
        if must and done.returncode:
            raise Refused(f"{' '.join(words)}: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout

    def ip(self, *lines):
        """Lines of `ip -batch`: one process for them all."""
        self.run("ip", "-batch", "-", stdin="".join(line + "\n" for line in lines))

    def sysctl(self, name, value, must=True):
        """`net.ipv4.ip_forward`, or with slashes where an interface has a dot in its name."""
        path = name if "/" in name else name.replace(".", "/")
        try:
            with self, open("/proc/sys/" + path, "w") as file:
                file.write(str(value))
        except OSError as why:
            if must:
                raise Refused(f"sysctl {name}={value}: {why.strerror}") from None

    def tun(self, name):
        """A TUN device: whole IP packets are read from the file descriptor given back and written to it."""
        with self:
            fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
            fcntl.ioctl(fd, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
        return fd
