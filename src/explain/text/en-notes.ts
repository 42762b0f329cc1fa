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
  ruleCost:
    'That a long rule list slows every packet. With conntrack only the first packet of a connection walks it, at a few nanoseconds a rule.',
}
