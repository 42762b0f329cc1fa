import { expect, test } from 'vitest'
import { sourcesOf } from './source'

test('a kernel function and a section of an RFC are places to read', () => {
  expect(sourcesOf('nf_nat_masquerade_ipv4 · RFC 3022 §4.1').map(({ href }) => href)).toEqual([
    'https://elixir.bootlin.com/linux/v6.18/A/ident/nf_nat_masquerade_ipv4',
    'https://www.rfc-editor.org/rfc/rfc3022#section-4.1',
  ])
})

test('an RFC without a section, and words that are neither', () => {
  expect(sourcesOf('RFC 5737 · iptables 1.8.9')).toEqual([
    { text: 'RFC 5737', href: 'https://www.rfc-editor.org/rfc/rfc5737' },
    { text: 'iptables 1.8.9' },
  ])
})
