/** Strings of the hash table's tab, in English. */
const n = (x: number): string => x.toLocaleString('en')

export const hashText = {
  none: 'No entry is in the table now. Step on, or run traffic.',
  unconfirmed:
    'No entry is in the table yet: a new one enters it once its first packet is on its way out (confirm, at the end of POSTROUTING or INPUT).',
  figures: 'How full the hash table is',
  facts: {
    buckets: 'buckets',
    records: 'tuples, two for each entry',
    load: 'tuples a bucket',
    used: 'buckets in use',
    longest: 'longest chain',
    probes: 'looks to find one',
  },
  histogram: 'How long the chains are',
  bar: (length: number, count: number) =>
    `${count === 1 ? '1 bucket has' : `${n(count)} buckets have`} a chain of ${length}`,
  chains: (all: boolean) => (all ? 'Buckets with something in them' : 'The fullest buckets'),
  bucket: (at: number) => `bucket ${n(at)}`,
  direction: { original: 'original', reply: 'reply' },
  how: 'A packet’s addresses, ports and protocol are hashed, and only that bucket’s chain is searched. Every entry stands in two: a packet of either way finds it.',
}
