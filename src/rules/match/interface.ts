/** `-i` and `-o`: an interface by name, or every one whose name starts so ("eth+"). */
import { bang, Wrong } from '../grammar'

interface Test {
  name: string
  not: boolean
}
export type InterfaceMatch = ({ kind: 'in' } & Test) | ({ kind: 'out' } & Test)

/** `IFNAMSIZ` without its final zero. */
const LONGEST = 15

/** Null for "+", which matches everything and is not kept. */
export function readInterface(kind: InterfaceMatch['kind'], name: string, not: boolean): InterfaceMatch | null {
  if (name.length > LONGEST)
    throw new Wrong(
      `interface name \`${name}' must be shorter than IFNAMSIZ (15)`,
      'an interface name of at most 15 characters',
    )
  if (name === '') throw new Wrong('Empty interface is likely to be undesired', 'an interface name such as eth0')
  return name === '+' && !not ? null : { kind, name, not }
}

export const printInterface = (m: InterfaceMatch): string => `${bang(m.not)}${m.kind === 'in' ? '-i' : '-o'} ${m.name}`

/** A cell of `iptables -L -v`; `any` stands for every interface. */
export const listInterface = (m: InterfaceMatch | undefined, any = '*'): string =>
  ((m?.not ? '!' : '') + (m?.name ?? any)).padEnd(6)
