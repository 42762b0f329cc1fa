/** Strings of the settings and of the command palette, in English. */
export const settingsText = {
  title: 'Settings',
  open: 'Settings',
  theme: 'Theme',
  textSize: 'Text size',
  textSizes: { normal: 'Normal', large: 'Large', largest: 'Largest' },
  motion: 'Motion',
  motions: { system: 'As the system says', reduced: 'Reduced: jump instead of fly' },
  wireshark: 'Packets in the colours of Wireshark',
  wiresharkHint: 'Its colouring rules beside our own: TCP lavender, UDP blue, ICMP pink, SYN and FIN grey, RST red.',
}

export const paletteText = {
  title: 'Commands',
  open: 'Find a command',
  pictures: 'Save pictures',
  search: 'Command',
  hint: 'Type what you want to do',
  none: (typed: string) => `No command is called “${typed}”.`,
  found: (n: number) => (n === 1 ? '1 command' : `${n} commands`),
  groups: { player: 'Player', run: 'This run', show: 'Show', scenario: 'Scenario', look: 'Look', help: 'Help' },
  player: {
    step: 'Step',
    back: 'Back',
    play: 'Play or pause',
    hop: 'To the next hop',
    hopBack: 'To the last hop',
    restart: 'Restart',
    end: 'To the end',
  },
  run: {
    rules: 'Edit the rules',
    builder: 'Send a packet',
    share: 'Copy a link to this moment',
    pictures: 'Save pictures: SVG, PNG, GIF, Mermaid',
    undo: 'Undo the last edit',
    redo: 'Redo',
  },
  show: {
    tab: (name: string) => `Show ${name}`,
    tall: 'More room for the tables, or less',
  },
  scenario: (title: string) => `Open ${title}`,
  theme: (name: string) => `Theme: ${name}`,
  textSize: (name: string) => `Text size: ${name}`,
  help: { keys: 'Keys and colours', modelled: 'What is modelled', settings: 'Settings' },
}

export const lostText = {
  back: (title: string) => `Your last visit was in the middle of “${title}”, with edits of yours.`,
  left: (title: string) => `You left edits of yours behind in “${title}”.`,
  restore: 'Open it again',
  crashed: (why: string) => `The engine stopped: ${why}. What you see is kept.`,
  silent: 'The engine has not answered for ten seconds. What you see is kept.',
  again: 'Start it again',
}
