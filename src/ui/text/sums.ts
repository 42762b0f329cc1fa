/** Strings of the checksums' working, in English. */
export const sumsText = {
  lead: 'A NAT need not read the whole packet again: it takes each old word out of the sum and puts the new one in (RFC 1624: HC′ = ~(~HC + ~m + m′)).',
  name: (layer: string, inner: boolean) => (inner ? `${layer}, in the quoted packet` : layer),
  right: 'right',
  wrong: 'wrong',
  unknown: 'part of the packet only',
  same: (hex: string) => `${hex}: no word that it covers has changed here.`,
  none: '0x0000: this datagram goes without a checksum, and the NAT leaves it so (RFC 768).',
  anew: (hex: string) => `The packet holds ${hex}: its length changed too, so it was summed again over every word.`,
  table: (layer: string) => `How the checksum of ${layer} was worked out`,
  columns: ['word', '~m', 'm′', 'sum'] as const,
  start: (hex: string) => `~HC, from ${hex}`,
  out: 'complement',
  carry: 'Carries out of 16 bits are added back in at the right (one’s complement).',
}
