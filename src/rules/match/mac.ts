/** `-m mac`: the Ethernet address that the packet came from. */
import { bang, Wrong, type Extension } from '../grammar'
import { WITH_IN } from '../places'
import { Unmodelled } from '../values'

export interface MacMatch {
  kind: 'mac'
  /** "00:11:22:aa:bb:cc" */
  address: string
  not: boolean
}

function readMac(text: string): string {
  // A real address that somebody blacked out.
  if (/^xx(?::xx){5}$/i.test(text)) throw new Unmodelled(text)
  const parts = text.split(':')
  if (parts.length !== 6 || !parts.every((part) => /^[\da-f]{1,2}$/i.test(part)))
    throw new Wrong('Invalid MAC address specified.', 'an Ethernet address such as 00:00:5e:00:53:01')
  return parts.map((part) => part.toLowerCase().padStart(2, '0')).join(':')
}

export const mac: Extension<MacMatch> = {
  kind: 'mac',
  name: 'mac',
  begin: () => ({ kind: 'mac', address: '', not: false }),
  options: [
    {
      names: ['mac-source'],
      not: true,
      must: true,
      read: (m, r) => void Object.assign(m, { address: readMac(r.args[0]), not: r.not }),
    },
  ],
  print: (m) => `${bang(m.not)}--mac-source ${m.address}`,
  list: (m) => `MAC ${bang(m.not)}${m.address}`,
  habitat: () => ({ hooks: WITH_IN }),
}
