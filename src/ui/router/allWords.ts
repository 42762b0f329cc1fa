/** Strings of the picture with every rule, in English. Apart from the road's, so that they come when it is opened. */
export const allWords = {
  title: (node: string) => `Every rule of ${node}`,
  outline: 'Chains',
  own: (table: string) => `${table}: own chains`,
  none: 'No rules: nothing stands at these hooks, and the router forwards what it can route.',
  unmet: (n: number) =>
    `${n.toLocaleString('en')} chains that this packet has not met: each is shown when its name is pressed.`,
  noPacket: 'No packet is in the router.',
  goTo: (table: string, chain: string) => `Go to ${table} / ${chain}`,
  calledFrom: 'called from',
  uncalled: 'nothing jumps here',
  more: (n: number) => `and ${n} more`,
  return: 'the packet comes back here',
  here: 'the packet is here',
  back: (chain: string, rule: number) => `Comes back to ${chain}, behind rule ${rule}`,
}
