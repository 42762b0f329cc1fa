/** Which realm (RFC 2663 §2.1) an address belongs to: it decides the colour and the sign that the address wears. */
import type { Realm, Scenario } from '../model/scenario'
import { inPrefix, parseAddress, parsePrefix } from '../packet/address'

/** Colour class of a pane or an address. */
export type Tone = 'private' | 'shared' | 'public' | 'box'

/** The second sign beside the colour, the same at a pane's name and at its addresses. */
export const SIGN_OF: Readonly<Record<Tone, string>> = { private: '▪', shared: '▲', public: '○', box: '◆' }

type Realms = Pick<Scenario, 'realms'>

/** Asked of every address on the page at every step, so answers are kept with the realms they are about. */
const known = new WeakMap<readonly Realm[], Map<string, Realm | undefined>>()

/** The realm with the longest prefix that holds the address; nothing when none does. */
export function realmOf({ realms }: Realms, address: string): Realm | undefined {
  let answers = known.get(realms)
  if (!answers) known.set(realms, (answers = new Map()))
  if (answers.has(address)) return answers.get(address)
  const realm = find(realms, address)
  answers.set(address, realm)
  return realm
}

function find(realms: readonly Realm[], address: string): Realm | undefined {
  const value = parseAddress(address)
  if (value === null) return undefined
  let best: Realm | undefined
  let longest = -1
  for (const realm of realms)
    for (const text of realm.prefixes) {
      const prefix = parsePrefix(text)
      if (!prefix || prefix.bits <= longest || !inPrefix(value, prefix)) continue
      best = realm
      longest = prefix.bits
    }
  return best
}

/**
 * Private realms side by side look different, the second as `shared`: one sees which of two private addresses it is.
 * Realms of the same prefix (two homes) look the same, as their addresses do.
 */
export function toneOfRealm({ realms }: Realms, realm: Realm): Tone {
  if (realm.kind !== 'private') return realm.kind === 'router' ? 'box' : 'public'
  const kinds = [...new Set(realms.filter((r) => r.kind === 'private').map((r) => r.prefixes.join()))]
  return kinds.indexOf(realm.prefixes.join()) % 2 === 1 ? 'shared' : 'private'
}

/** An address that no realm claims is everybody's: public. */
export function toneOf(scenario: Realms, address: string): Tone {
  const realm = realmOf(scenario, address)
  return realm ? toneOfRealm(scenario, realm) : 'public'
}
