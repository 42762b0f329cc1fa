/** "What articles often say": where the popular account and the kernel differ, beside the step where it matters. */
export const notes = {
  synRecv:
    'That the SYN-ACK makes the connection ESTABLISHED. The entry is SYN_RECV until the last ACK of the handshake has passed; only rules that ask for --ctstate see ESTABLISHED from here.',
  established:
    'That an idle connection is forgotten after a few minutes. Linux keeps an established TCP entry for 5 days (nf_conntrack_tcp_timeout_established).',
  fin: 'That a FIN leads straight to TIME_WAIT. The entry goes through FIN_WAIT, CLOSE_WAIT and LAST_ACK first, each with its own timeout.',
  udp: 'That UDP has one timeout of 30 s. It has two: 30 s until there have been packets both ways for more than two seconds, then 120 s.',
  max: 'That the table holds 65,536 entries. The default of nf_conntrack_max follows the memory size of the machine.',
  memory:
    'That an entry costs about 300 bytes. With its extensions it is 384, and its share of the hash table comes on top.',
  portKept:
    'That NAT always picks a new source port. Linux keeps the port when it is free, and looks for another only when it is taken.',
  portPerDestination:
    'That one public address gives 65 thousand connections. A port must be free only towards this destination: it is 65 thousand per destination.',
  natTable:
    'That every packet passes the rules of the nat table. Only the first packet of a connection meets them; the rest are translated from its entry.',
  invalid:
    'That NAT translates everything that passes. A packet that conntrack calls INVALID goes on with its private address, unless a rule drops it.',
  firewall:
    'That NAT is a firewall. NAT only changes addresses; whoever knows a way to the inside address gets through unless a filter rule says no.',
  kubeProxy:
    'That the rules of kube-proxy cost a millisecond a packet. Only the first packet of a connection walks them, and that takes microseconds even with thousands of services.',
  earlyDrop:
    'That a full table turns everything new away. Linux first looks into a few buckets of its hash table for entries that are not ASSURED, and throws those out.',
  synFlood:
    'That a SYN flood through a router locks everybody out of its table. Entries in SYN_SENT and SYN_RECV are not ASSURED, so in a full table they make room for newcomers.',
  turns:
    'That such rules share packets out. The nat table sees only the first packet of a connection, so it is connections that are shared out; the rest follow their entry.',
  hairpin:
    'That a port forward works from inside as it does from outside. On the same network the server answers straight to whoever asked, past the router, unless the router puts its own address on the question.',
  insideAddress:
    'That the rule which lets a forwarded port in names the outside port. DNAT has come first: in FORWARD the packet has its inside address and port.',
  askerHidden:
    'That a server sees who asks. With a new source, needed so that the answers come back this way, its program and its rules see the router.',
  filtering:
    'That a port which NAT has lent out is open to everybody. Linux compares both ends, so only whoever was asked may answer (RFC 4787 §5: address and port-dependent filtering).',
  innerPacket:
    'That NAT changes only the outer header. An ICMP error quotes a packet as it was outside, so the quotation is translated too, or its receiver could not tell what it is about.',
  fragNeeded:
    'That it is safe to drop all ICMP. Without this error the sender never learns that its packets are too long, and a connection hangs as soon as it sends much.',
  privateSource:
    'That a packet with a private source gets nowhere on the internet. Routers look at its destination, so it arrives unless somebody filters (RFC 2827); what gets lost is the answer.',
}
