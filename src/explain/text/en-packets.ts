/** Packets being born, travelling and arriving; programs and the clock. */
import type { Hook } from '../../model/trace'

const HOOKS: Record<Hook, (p: { node: string; in?: string; out?: string }) => string> = {
  PREROUTING: ({ node }) =>
    `It comes to PREROUTING, the hook that everything arriving at ${node} meets before its way is chosen.`,
  INPUT: ({ node }) => `The packet is for ${node} itself, so it comes to the INPUT hook on its way up to a program.`,
  FORWARD: ({ node, in: from, out }) =>
    `The packet is only passing through ${node}${from && out ? `, from ${from} to ${out}` : ''}, so it comes to the FORWARD hook.`,
  OUTPUT: ({ node }) => `The packet was made on ${node} itself, so it starts at the OUTPUT hook.`,
  POSTROUTING: ({ out }) =>
    `It comes to POSTROUTING, the last hook before the packet leaves${out ? ` by ${out}` : ''}: this is where a connection may get a new source.`,
}

export const packets = {
  words: {
    syn: 'TCP SYN',
    synAck: 'TCP SYN-ACK',
    ack: 'TCP ACK',
    data: (bytes: number) => `TCP segment with ${bytes} bytes of data`,
    fin: 'TCP FIN',
    rst: 'TCP RST',
    tcp: 'TCP segment',
    udp: 'UDP datagram',
    dnsQuery: 'DNS query',
    dnsReply: 'DNS reply',
    echoRequest: 'echo request',
    echoReply: 'echo reply',
    unreachable: 'ICMP error',
    icmp: 'ICMP message',
    other: (proto: number) => `packet of IP protocol ${proto}`,
    fragment: 'fragment',
  },
  icmpError: (type: number, code: number): string => {
    const unreachable: Record<number, string> = {
      0: 'network unreachable',
      1: 'host unreachable',
      2: 'protocol unreachable',
      3: 'port unreachable',
      4: 'fragmentation needed',
      9: 'network administratively prohibited',
      10: 'host administratively prohibited',
      13: 'administratively prohibited',
    }
    if (type === 3) return unreachable[code] ?? `destination unreachable, code ${code}`
    if (type === 11) return code === 1 ? 'reassembly took too long' : 'TTL exceeded'
    if (type === 5) return 'redirect'
    if (type === 12) return 'parameter problem'
    return `ICMP type ${type}, code ${code}`
  },
  /** What a packet is for, as the second half of a sentence. */
  purpose: {
    syn: 'it asks for a connection',
    synAck: 'it agrees, and asks the same in return',
    ack: 'it says what has arrived',
    fin: 'it says "I have nothing more to send"',
    rst: 'it ends the connection at once',
    echoRequest: 'whoever has this address should answer',
    echoReply: 'it answers the echo request',
  },

  made: (what: string, node: string, from: string, to: string, purpose?: string) =>
    `${node} makes ${a(what)} from ${from} to ${to}${purpose ? `: ${purpose}` : ''}.`,
  answered: (what: string, node: string, to: string, purpose?: string) =>
    `${node} answers ${to} with ${a(what)}${purpose ? `: ${purpose}` : ''}.`,
  piece: (what: string, node: string) => `${node} makes another piece of the ${what}, which is too long for the wire.`,
  copied: (what: string, node: string) => `${node} makes a copy of the ${what}, since it is for everybody on the wire.`,
  teed: (what: string, node: string) => `${node} makes a copy of the ${what}, as a TEE rule asks, for another machine.`,
  again: (what: string, node: string, to: string) =>
    `${node} sends its ${what} to ${to} again, because no answer has come.`,
  errorMade: (what: string, node: string, to: string, about: string) =>
    `${node} tells ${to} what went wrong: an ICMP error, "${what}", that quotes the start of the ${about} it is about.`,
  byHand: (what: string, node: string, from: string, to: string) =>
    `${a(what)} from ${from} to ${to}, made by hand, starts at ${node}.`,

  enter: (what: string, node: string, iface: string) => `The ${what} arrives at ${node} on ${iface}.`,
  hook: (hook: Hook, p: { node: string; in?: string; out?: string }) => HOOKS[hook](p),
  wire: (what: string, node: string, iface: string, to: string, after: string) =>
    `The ${what} leaves ${node} by ${iface}; it will reach ${to} in ${after}.`,
  loop: (what: string, node: string) => `The ${what} is for ${node} itself, so it goes round by lo and comes back in.`,
  wireNobody: (what: string, node: string, iface: string, dst: string) =>
    `The ${what} leaves ${node} by ${iface}, but nobody out there has the address ${dst}.`,
  deliver: {
    tcp: (what: string, node: string, socket?: string) => `${node} takes the ${what}${socket ? ` for ${socket}` : ''}.`,
    udp: (what: string, node: string, port?: number) =>
      `${node} hands the ${what} to the program on ${port === undefined ? 'its port' : `port ${port}`}.`,
    icmp: (what: string, node: string) => `${node} takes the ${what}: its kernel deals with ICMP itself.`,
    raw: (what: string, node: string) => `${node} hands the ${what} to a raw socket.`,
    piece: (node: string) => `${node} keeps this piece: with the others it makes up the packet that goes on.`,
  },
  socketOf: (local: string) => `the connection at ${local}`,
  listener: (port: number) => `the program that listens on port ${port}`,
  noRules: (hook: Hook, node: string) => `It passes the ${hook} hook of ${node}, where there are no rules.`,

  command: {
    tcp: (node: string, to: string) => `A program on ${node} opens a TCP connection to ${to}.`,
    udp: (node: string, to: string, dns: boolean) =>
      `A program on ${node} sends ${dns ? 'a DNS query' : 'one UDP datagram'} to ${to}.`,
    ping: (node: string, to: string, count: number) =>
      `Someone on ${node} pings ${to}${count > 1 ? `, ${count} times` : ''}.`,
    packet: (node: string) => `Someone sends a packet made by hand from ${node}, as through a raw socket.`,
    rules: (node: string) => `${node} is about to get new rules.`,
    sysctl: (node: string, name: string, value: string) => `Someone sets ${name} to ${value} on ${node}.`,
  },
  refused: (message: string) => `That could not be done: ${message.replace(/\.$/, '')}.`,
  rulesReplaced: (node: string) =>
    `${node} has new rules. Connections that conntrack already knows stay as they are, and rule counters start anew.`,
  sysctl: (node: string, name: string, value: string) => `On ${node}, ${name} is now ${value}.`,
  log: (node: string, line: string) => `${node} writes to its kernel log: ${line}`,
  pass: (time: string) => `Nothing happens for ${time}.`,
  passWaiting: (time: string, waiting: number) =>
    `Nothing happens for ${time}, while ${waiting === 1 ? 'the timer of one entry runs' : `the timers of ${waiting} entries run`}.`,
  end: 'The story is over: no packet is on its way and no timer is left. Step back, or send a packet.',

  socket: {
    tcp: (node: string, local: string, state: string, meaning: string) =>
      `The TCP connection of ${node} at ${local} is now ${state}${meaning ? `: ${meaning}` : ''}.`,
    tcpOutcome: (node: string, local: string, outcome: string, state: string) =>
      `The program on ${node} has what it wanted of the TCP connection at ${local}: ${outcome}. The connection itself is still ${state}.`,
    tcpOver: (node: string, local: string, outcome: string) =>
      `The TCP connection of ${node} at ${local} is over: ${outcome}.`,
    open: (node: string, proto: string, local: string) => `A program on ${node} opens ${proto} socket ${local}.`,
    moved: (node: string, proto: string, local: string, sent: number, received: number) =>
      `The ${proto} socket ${local} of ${node} has now sent ${bytes(sent)} and received ${received}.`,
    closed: (node: string, proto: string, local: string, outcome?: string) =>
      `The program on ${node} closes ${proto} socket ${local}${outcome ? `: ${outcome}` : ''}.`,
    meaning: {
      LISTEN: 'it waits for somebody to connect',
      'SYN-SENT': 'it has asked, and waits for a SYN-ACK',
      'SYN-RECEIVED': 'it has answered a SYN, and waits for the last ACK of the handshake',
      ESTABLISHED: 'data may flow both ways',
      'FIN-WAIT-1': 'it has said that it will send no more, and waits for that to be acknowledged',
      'FIN-WAIT-2': 'its own FIN is acknowledged, and the other side may still send',
      'CLOSE-WAIT': 'the other side will send no more, and the program has yet to close',
      CLOSING: 'both sides closed at once',
      'LAST-ACK': 'it has sent its FIN last, and waits for the final ACK',
      'TIME-WAIT': 'it waits a while, in case its last ACK was lost',
      CLOSED: 'nothing is left of it',
    } as Record<string, string>,
  },
}

const bytes = (n: number): string => (n === 1 ? '1 byte' : `${n} bytes`)
const a = (what: string): string => `${/^(echo|ICMP)/.test(what) ? 'an' : 'a'} ${what}`
