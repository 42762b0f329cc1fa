/** What the palette calls the ways through time, in English. */
export const travelCommands = {
  packetEnd: 'To the end of this packet',
  packetBirth: 'Back to this packet’s birth',
  breakpoints: 'Breakpoints…',
  next: 'Run to the next breakpoint',
  previous: 'Run back to the breakpoint before',
  branch: (name: string) => `Open branch: ${name}`,
}
