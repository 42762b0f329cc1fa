/** `-m osf`: the system that a SYN comes from, by a list of fingerprints that somebody has to load. Nobody has. */
import { PROTO } from '../../packet/protocol'
import { bang, Refused, words, type Extension, type Option } from '../grammar'
import { WITH_IN } from '../places'
import { integer } from '../values'

export interface OsfMatch {
  kind: 'osf'
  genre: string
  not: boolean
  ttl?: number
  log?: number
}

/** Bytes, without the final zero (`MAXGENRELEN`). */
const LONGEST = 31

const level = (name: 'ttl' | 'log'): Option<OsfMatch> => ({
  names: [name],
  read: (m, r) => void (m[name] = integer(r, 0, 2)),
})

export const osf: Extension<OsfMatch> = {
  kind: 'osf',
  name: 'osf',
  begin: () => ({ kind: 'osf', genre: '', not: false }),
  options: [
    {
      names: ['genre'],
      not: true,
      must: true,
      expected: 'a system such as Linux',
      read: (m, r) => void Object.assign(m, { genre: r.args[0].slice(0, LONGEST), not: r.not }),
    },
    level('ttl'),
    level('log'),
  ],
  finish(_m, seen, proto) {
    if (seen.has('genre') && (proto.number !== PROTO.TCP || proto.not)) throw new Refused('-p tcp before it')
  },
  print: (m) =>
    words(
      `${bang(m.not)}--genre ${m.genre}`,
      m.ttl !== undefined && `--ttl ${m.ttl}`,
      m.log !== undefined && `--log ${m.log}`,
    ),
  list: (m) => `OS fingerprint match ${bang(m.not)}${m.genre}`,
  habitat: () => ({ hooks: WITH_IN }),
}
