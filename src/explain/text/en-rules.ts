/** Tables, chains, rules and routes. */
import type { Hook, TableName } from '../../model/trace'

const TABLES: Record<TableName, string> = {
  raw: 'it comes before conntrack, so that a rule can exempt a packet from it',
  mangle: 'rules here may change header fields and marks',
  nat: 'this is where a connection gets its mapping',
  filter: 'rules here decide whether the packet may go on',
  security: 'rules here set labels for SELinux',
}

const NAT_AT: Partial<Record<Hook, string>> = {
  PREROUTING: 'the connection may get a new destination',
  OUTPUT: 'the connection may get a new destination',
  INPUT: 'the connection may get a new source',
  POSTROUTING: 'the connection may get a new source',
}

export const rules = {
  station: {
    defrag: 'Fragments would wait here until their packet is whole again; this packet is whole.',
    piece: 'This is a piece of a packet: it waits here until the others have come, and the packet is whole again.',
    conntrack: 'Conntrack looks at the packet: does it belong to a connection that it knows?',
    brought: (entry: string) => `The packet belongs to ${entry} already, so conntrack need not look it up.`,
    helper: 'A conntrack helper may read the payload here, for protocols that name addresses in it.',
    confirmNew: (entry: string) => `The packet has passed every table, so ${entry} may now enter the conntrack table.`,
    confirmOld: 'There is nothing to confirm: the entry of this packet is in the table already.',
    confirmNone: 'There is nothing to confirm: this packet did not make an entry.',
  },
  table: (table: TableName, hook: Hook, rules: number) =>
    rules === 0
      ? `The ${table} table has no rules at ${hook}, so the packet goes on.`
      : `The packet comes to the ${table} table, chain ${hook}: ${TABLES[table]}. ${count(rules)} to try.`,
  natFirst: (hook: Hook, rules: number) =>
    rules === 0
      ? `First packet of its connection, so the nat table is asked; it has no rules at ${hook}.`
      : `First packet of its connection, so the nat table is asked, chain ${hook}: here ${NAT_AT[hook] ?? 'the connection may be given a mapping'}. ${count(rules)} to try.`,
  natSkip: {
    bound: 'The connection has its mapping already, so the rules of the nat table are not asked.',
    untracked: 'Conntrack was told to leave this packet alone, so NAT leaves it alone too.',
    invalid: 'Conntrack calls the packet INVALID, so NAT does not touch it and no rule of the nat table sees it.',
    related:
      'The packet is an error about a known connection, so its entry says what to rewrite; the rules of the nat table are not asked.',
  },
  skipOther: (table: string) => `The packet goes past ${table}.`,

  matched: (rule: string, target: string) => `${start(rule)} matches${target}`,
  target: {
    accept: (why: string) => `, and accepts the packet${why}.`,
    drop: ', and drops the packet: no answer, no trace of it.',
    reject: (how: string) => `, and rejects the packet: the sender is told with ${how}.`,
    return: ', and sends the packet back to where the chain was called from.',
    returnToPolicy: ', and leaves the packet to the policy of the chain.',
    jump: (chain: string) => `, so the rules of chain ${chain} come next.`,
    goto: (chain: string) => `, so the rules of chain ${chain} come next, without coming back here.`,
    mapping: (target: string) => `: its target ${target} will now choose the mapping.`,
    log: ': it writes a line to the kernel log, and the packet goes on to the next rule.',
    tee: (gateway: string) => `: a copy of the packet goes to ${gateway}, and the packet itself to the next rule.`,
    unheard: (target: string) =>
      `: ${target} tells a program that does not run here, and the packet goes on to the next rule.`,
    mark: (target: string) => `: ${target} sets the mark, and the packet goes on to the next rule.`,
    notrack: ': conntrack will leave this packet alone.',
    other: (target: string) => `: ${target} does its work, and the packet goes on to the next rule.`,
    unmodelled: (target: string) =>
      `: its target ${target} is not modelled here, so the packet just goes on to the next rule.`,
    counts: ': it has no target, so it only counts, and the packet goes on to the next rule.',
  },
  rejectWith: (kind: string) =>
    kind === 'tcp-reset' ? 'a TCP RST' : `ICMP "${kind.replace(/^icmp-/, '').replaceAll('-', ' ')}"`,
  failed: (rule: string, why: string) => `${start(rule)} does not match, because ${why}.`,
  /** Why a part of a rule was false. `wants` is the part as written. */
  because: {
    out: (has: string | undefined, wants: string, not: boolean) =>
      not
        ? `it leaves by ${has ?? 'no interface'}, and the rule wants any other`
        : `it ${has ? `leaves by ${has}` : 'has no way out yet'}, and the rule wants ${wants}`,
    in: (has: string | undefined, wants: string, not: boolean) =>
      not
        ? `it came in by ${has ?? 'no interface'}, and the rule wants any other`
        : `it ${has ? `came in by ${has}` : 'came in by no interface'}, and the rule wants ${wants}`,
    src: (has: string, wants: string, not: boolean) =>
      not
        ? `its source ${has} is in ${wants}, which the rule leaves out`
        : `its source is ${has}, and the rule wants ${wants}`,
    dst: (has: string, wants: string, not: boolean) =>
      not
        ? `its destination ${has} is in ${wants}, which the rule leaves out`
        : `its destination is ${has}, and the rule wants ${wants}`,
    proto: (has: string, wants: string, not: boolean) =>
      not ? `it is ${has}, and the rule wants anything else` : `it is ${has}, and the rule wants ${wants}`,
    sport: (has: string, wants: string) => `its source port is ${has}, and the rule wants ${wants}`,
    dport: (has: string, wants: string) => `its destination port is ${has}, and the rule wants ${wants}`,
    ctstate: (has: string, wants: string) => `conntrack calls it ${has}, and the rule wants ${wants}`,
    type: (end: string, has: string, wants: string, not: boolean) => {
      const kind = wants === 'LOCAL' ? 'an address of this node itself' : `of type ${wants}`
      return not ? `its ${end} ${has} is ${kind}, which the rule leaves out` : `its ${end} ${has} is not ${kind}`
    },
    mark: (wants: string) => `its mark is not what ${wants} asks for`,
    limit: (wants: string) => `packets come faster than ${wants} allows`,
    statistic: (wants: string) => `it was not this packet's turn (${wants})`,
    /** By the match. `wants` is all of it, as written. */
    kinds: {
      cluster: () => "it is another node's turn to take this connection",
      connbytes: (wants) => `its connection has not had what “${wants}” asks for, or nobody counted`,
      connlabel: (wants) => `the labels of its connection are not what “${wants}” asks for`,
      cpu: () => 'processor 0 handles all packets here',
      devgroup: () => 'all interfaces are in group 0 here',
      ecn: (wants) => `its congestion bits are not what “${wants}” asks for`,
      helper: () => 'no helper expected its connection',
      physdev: () => 'it came by no port of a bridge',
      policy: () => 'nothing is encrypted by IPsec here',
      realm: () => 'no route has a realm here',
      u32: (wants) => `the numbers in it are not what “${wants}” asks for`,
    } as Partial<Record<string, (wants: string) => string>>,
    other: (wants: string) => `"${wants}" does not hold for it`,
    unmodelled: (part: string) => `“${part}” is not modelled here, and such a match never holds`,
    some: 'one of its conditions does not hold',
  },
  policy: (table: string, chain: string, policy: string) =>
    policy === 'DROP'
      ? `No rule of ${table}/${chain} decided, so the chain's policy does: DROP.`
      : `No rule of ${table}/${chain} stopped the packet, so the chain's policy lets it pass.`,
  backTo: (chain: string, to: string) => `Chain ${chain} is at its end, so the packet goes on after ${to}.`,
  chainEnd: (chain: string) => `Chain ${chain} is at its end.`,

  route: {
    none: (dst: string) => `No route leads to ${dst}.`,
    local: (dst: string, node: string) => `${dst} is an address of ${node} itself, so the packet stays here.`,
    broadcast: (dst: string) => `${dst} is a broadcast address, so the packet is for this node too.`,
    via: (dst: string, to: string, out: string, via: string) =>
      `The best route to ${dst} is "${to}": out by ${out}, to the next hop ${via}.`,
    own: (dst: string, out: string) => `A route for ${dst} alone says that it is right on ${out}.`,
    direct: (dst: string, to: string, out: string) =>
      `${dst} lies in ${to}, right on ${out}, so the packet can go straight to it.`,
    blocked: (dst: string, to: string, type: string) =>
      `The best route to ${dst} is "${to}", and that route says ${type}.`,
    again: (rest: string) =>
      `The packet's addresses have changed since its way was chosen, so it is chosen anew. ${rest}`,
  },
}

const count = (n: number): string => (n === 1 ? 'One rule' : `${n} rules`)
const start = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
