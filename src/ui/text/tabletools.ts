/** Strings of the conntrack table's filter and its choices, in English. */
export const tableTools = {
  /** Above the entries that traffic left. */
  ofTraffic: (n: number, t: string) =>
    `${n === 1 ? '1 entry' : `${n.toLocaleString('en')} entries`} of traffic, at ${t} of its own clock`,
  back: 'Show the scenario’s own',
  filter: 'Filter',
  example: 'Filter: tcp.port==443',
  clear: 'Clear the filter',
  found: (n: number, of: number) => `${n.toLocaleString('en')} of ${of.toLocaleString('en')}`,
  suggestions: 'What may come next',
  show: 'View',
  showHint: 'Columns, grouping and order of the table',
  columns: 'Columns',
  group: 'Group by',
  groups: { none: 'Nothing', inside: 'Inside host', outside: 'Outside address' },
  sort: 'Sort by',
  unsorted: 'Order of arrival',
  descending: 'Largest first',
}
