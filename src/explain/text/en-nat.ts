/** NAT: choosing a mapping and applying it; other changes of a header. */

export const nat = {
  kept: (port: string) => `${port}, which is free`,
  ownAddress: (address: string, out?: string) => `its own address${out ? ` on ${out}` : ''}, ${address}`,
  /** MASQUERADE and SNAT. */
  source: (rule: string, who: string, address: string, port: string) =>
    `${start(rule)} matches, so ${who} picks a source for the whole connection: ${address}${port ? `, and ${port}` : ''}. Every later packet is rewritten from the table, without asking the rules again.`,
  searched: (rule: string, who: string, address: string, taken: string, now: string) =>
    `${start(rule)} matches, so ${who} picks a source for the whole connection: ${address}. ${taken}, so ${who} tries others until one is free: ${now}.`,
  taken: (what: string, by: string) => `${start(what)} towards this destination belongs to ${by}`,
  notLent: (what: string) => `${start(what)} is not one that the rule lends`,
  random: (rule: string, who: string, address: string, now: string) =>
    `${start(rule)} matches, so ${who} picks a source for the whole connection: ${address}. The rule wants a port at random, so ${who} draws until one is free: ${now}.`,
  usedUp: (rule: string, who: string, address: string, last: string) =>
    `${start(rule)} matches, so ${who} looks for a source at ${address}. Whatever it tries is taken towards this destination, the last one by ${last}.`,
  portWord: (port: number) => `port ${port}`,
  idWord: (id: number) => `id ${id}`,
  entryOf: (entry: string, owner: string) => `${entry} (${owner})`,
  named: (port: string) => `${port}, as the rule says`,
  destination: (rule: string, before: string, after: string, owner?: string) =>
    `${start(rule)} matches, so the whole connection goes to ${owner ? `${owner}, ${after},` : after} instead of ${before}. Its answers will be turned back from the table.`,
  redirect: (rule: string, before: string, after: string, who: string) =>
    `${start(rule)} matches, so ${who} takes the connection itself, at ${after} instead of ${before}. Its answers will be turned back from the table.`,
  nullSource: (source: string) => `No rule changes the source, so the whole connection keeps it: ${source}.`,
  nullDestination: (destination: string) =>
    `No rule changes the destination, so the whole connection keeps it: ${destination}.`,
  nullClash: (before: string, after: string, by: string) =>
    `No rule changes the source, but with ${before} the answers would look like those of ${by}. So even without a rule it becomes ${after}.`,

  /** Who did it comes first, then old and new. */
  rewrite: (who: string, end: string, before: string, after: string) =>
    `${start(who)} changes the ${end}: ${before} becomes ${after}.`,
  ruleAnd: (rule: string, target: string) => `${rule} (${target})`,
  later: (entry: string, end: string, before: string, after: string) =>
    `Conntrack ${entry} changes the ${end}: ${before} becomes ${after}. No rule is asked.`,
  back: (entry: string, end: string, before: string, after: string) =>
    `Conntrack ${entry} turns the answer back: the ${end} ${before} becomes ${after} again. No rule is asked.`,
  src: 'source',
  dst: 'destination',
  inner: (entry: string) =>
    `The packet quoted inside the ICMP error belongs to ${entry}, so it is translated too: whoever gets the error must recognise what they sent.`,
  unchanged: 'The mapping asks for no change of this header.',
  ttl: (was: number, now: number, who: string) =>
    `${start(who)} forwards the packet, so it takes one off the TTL, ${was} → ${now}, and corrects the header checksum.`,
  cut: (was: number, now: number) =>
    `The packet is larger than the next wire carries (${was} bytes), so it is cut: this piece has ${now} bytes.`,
  joined: (now: number) => `All the pieces have come, so the packet is whole again: ${now} bytes.`,
  byRule: (rule: string, target: string) => `${start(rule)} changes the header: ${target}.`,
}

function start(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
