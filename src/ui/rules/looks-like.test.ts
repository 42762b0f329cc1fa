import { expect, test } from 'vitest'
import { looksLike } from './looks-like'

test.each([
  ['Chain INPUT (policy ACCEPT)\ntarget     prot opt source\n', 'the listing of iptables -L'],
  ['Chain DOCKER (2 references)\n', 'the listing of iptables -L'],
  ['table ip nat {\n\tchain postrouting {\n', 'rules of nft'],
  ['sudo iptables -t nat -A POSTROUTING -j MASQUERADE\n', 'commands of iptables'],
  ['1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536\n', 'the output of ip addr'],
  ['default via 192.168.1.1 dev eth0\n', 'the output of ip route'],
  ['tcp      6 431999 ESTABLISHED src=192.168.1.10 dst=198.51.100.4 sport=1\n', 'the output of conntrack -L'],
  ['*filter\n-A INPUT -j ACCEPT\n', null],
  ['hello', null],
])('%j', (text, what) => expect(looksLike(text)).toBe(what))
