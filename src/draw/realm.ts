/** Which realm (RFC 2663 §2.1) an address belongs to: it decides the colour and the sign that the address wears. */
import type { Realm, Scenario } from '../model/scenario'
import { inPrefix, parseAddress, parsePrefix } from '../packet/address'

/** Colour class of a pane or an address. */
export type Tone = 'private' | 'public' | 'box'

export const TONE_OF: Readonly<Record<Realm['kind'], Tone>> = { private: 'private', public: 'public', router: 'box' }

/** The second sign beside the colour, the same at a pane's name and at its addresses. */
export const SIGN_OF: Readonly<Record<Tone, string>> = { private: '▪', public: '○', box: '◆' }

/** The realm with the longest prefix that holds the address; nothing when none does. */
export function realmOf(scenario: Pick<Scenario, 'realms'>, address: string): Realm | undefined {
  const value = parseAddress(address)
  if (value === null) return undefined
  let best: Realm | undefined
  let longest = -1
  for (const realm of scenario.realms)
    for (const text of realm.prefixes) {
      const prefix = parsePrefix(text)
      if (!prefix || prefix.bits <= longest || !inPrefix(value, prefix)) continue
      best = realm
      longest = prefix.bits
    }
  return best
}

/** An address that no realm claims is everybody's: public. */
export function toneOf(scenario: Pick<Scenario, 'realms'>, address: string): Tone {
  const realm = realmOf(scenario, address)
  return realm ? TONE_OF[realm.kind] : 'public'
}
