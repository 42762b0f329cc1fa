/** Strings of the conntrack table's filter and its choices, in English. */
export const tableTools = {
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
