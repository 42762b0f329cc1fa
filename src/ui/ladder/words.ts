/** Every string of the ladder, in English. */
import type { Command } from '../../model/command'
import { clock } from '../text/time'

export const words = {
  label: 'Ladder diagram',
  none: 'No packet has crossed a wire in this run. The first one is drawn here.',
  keys: 'Up and down choose an arrow, Enter goes there.',
  mermaid: 'Copy as Mermaid',
  copied: 'Copied: the ladder as a Mermaid sequence diagram.',
  nat: 'NAT',
  again: 'retransmission',
  now: 'now',
  nobody: 'nobody',
  was: (tuple: string) => `was ${tuple}`,
  inner: 'the quoted packet is translated too',
  lost: (why: string) => `lost: ${why}`,
  pass: (from: number, to: number) => `${clock(to - from)} pass`,
  command: (command: Command, node: string): string => {
    switch (command.do) {
      case 'tcp':
        return `${node} connects to ${command.dst}:${command.dport}`
      case 'udp':
        return `${node} sends a datagram to ${command.dst}:${command.dport}`
      case 'ping':
        return `${node} pings ${command.dst}`
      case 'packet':
        return `${node} sends a packet made by hand`
      case 'rules':
        return `New rules on ${node}`
      case 'sysctl':
        return `${node}: ${command.name} = ${command.value}`
    }
  },
  more: (n: number) => `${n} more are not in this text`,
  /** An arrow for a screen reader. */
  crossing: (t: string, from: string, to: string, title: string, tuple: string) =>
    `${t}: ${from} to ${to}, ${title}, ${tuple}`,
  dropped: (t: string, node: string, title: string, why: string) => `${t}: ${node}, ${title}, ${why}`,
}
