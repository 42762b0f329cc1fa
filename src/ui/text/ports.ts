/** Strings of the port map, in English. */
export const portsText = {
  outside: 'Outside address',
  option: (address: string, proto: string, entries: number) =>
    `${address} ${proto}, ${entries.toLocaleString('en')} ${entries === 1 ? 'entry' : 'entries'}`,
  none: 'No source address is translated now, so no port of an outside address is lent. Step on, or run traffic.',
  unit: (proto: number) => (proto === 1 ? 'identifiers' : 'ports'),
  used: (used: number, unit: string) => `${used.toLocaleString('en')} of 65,536 ${unit} in use`,
  entries: (n: number) =>
    n === 1 ? 'by one entry' : `by ${n.toLocaleString('en')} entries: one port serves many destinations`,
  picture: (what: string) => `Picture of all 65,536 of them: ${what}. Arrows move from one to the next.`,
  free: (port: number) => `${port}: free`,
  taken: (port: number, owner: string, times: number) =>
    times > 1 ? `${port}: ${owner}, for ${times} destinations` : `${port}: ${owner}`,
  owners: 'Inside hosts',
  more: (n: number) => `and ${n.toLocaleString('en')} hosts more`,
  bands: 'Bands: a port is chosen anew within the one it comes from',
  band: (from: number, to: number, used: number) => `${from}–${to}: ${used.toLocaleString('en')} used`,
}
