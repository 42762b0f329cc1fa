/** The tables and their built-in chains, each in the order in which a packet meets them. */
export const BUILT_IN: { readonly [table: string]: readonly string[] } = {
  raw: ['PREROUTING', 'OUTPUT'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
}

/** Where packets have an interface they came in by, and one they go out by. */
export const WITH_IN = ['PREROUTING', 'INPUT', 'FORWARD']
export const WITH_OUT = ['FORWARD', 'OUTPUT', 'POSTROUTING']
