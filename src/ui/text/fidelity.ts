/** Strings of the dialog that says what is modelled, in English. Apart from the shell's, so that they come when it is opened. */
export const fidelityText = {
  title: 'What is modelled',
  claim: (agree: number, cases: number, kernels: string) =>
    `Linux ${kernels} was given rule sets and packets, and everything that came out was written down. In ${agree} of ${cases} recordings this engine does the same: every packet to the byte, every conntrack row, every counter.`,
  recorded: 'Recorded cases',
  random: 'Random cases',
  randomHint:
    'Fresh rule sets and conversations, played by a live kernel and then by the engine: the last run of each kind.',
  family: 'with',
  profile: 'kind',
  kernel: 'kernel',
  seed: 'from seed',
  cases: 'cases',
  agree: 'agree',
  matches: 'Matches',
  targets: 'Targets',
  used: (name: string, cases: number) => (cases === 1 ? `${name}: in 1 recording` : `${name}: in ${cases} recordings`),
  settings: (n: number) => `${n} kernel settings`,
  not: 'Not modelled',
  notHint: 'These stay in a rule’s text: the match never matches, the target lets the packet go on.',
  refused: (what: string) => `Nor yet: ${what}.`,
  back: 'Keys and colours',
}
