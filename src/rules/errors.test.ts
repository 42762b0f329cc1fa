import { describe, expect, it } from 'vitest'
import { parseRuleset } from '.'

/** Draws each error under its line: where it is, what is wrong, what was expected. */
function drawn(text: string): string {
  const parsed = parseRuleset(text)
  if (parsed.ok) return 'no error'
  const lines = text.split('\n')
  return parsed.errors
    .map((e) =>
      [
        `${String(e.line).padStart(2)} ${lines[e.line - 1]}`,
        `   ${' '.repeat(e.column - 1)}${'^'.repeat(e.length)}`,
        `   ${e.message}; expected: ${e.expected}`,
      ].join('\n'),
    )
    .join('\n')
}

describe('errors point at the word that is wrong', () => {
  it('reports every line, and goes on', () => {
    const text = [
      '*nat',
      ':PREROUTING ACCEPT [0:0]',
      '-A PREROUTING -i wan0 -p tcp --dprt 8080 -j DNAT --to-destination 192.168.1.100:80',
      '-A PREROUTING -s 300.1.1.1 -j ACCEPT',
      '-A POSTROUTING -o wan0 -j MASQURADE',
      '-A PREROUTING -j MASQUERADE',
      'COMMIT',
    ].join('\n')
    expect(`\n${drawn(text)}\n`).toBe(`
 3 -A PREROUTING -i wan0 -p tcp --dprt 8080 -j DNAT --to-destination 192.168.1.100:80
                                ^^^^^^
   unknown option "--dprt"; expected: perhaps "--dport"
 4 -A PREROUTING -s 300.1.1.1 -j ACCEPT
                    ^^^^^^^^^
   host/network \`300.1.1.1' not found; expected: an IPv4 address or prefix, such as 192.168.1.0/24
 5 -A POSTROUTING -o wan0 -j MASQURADE
                             ^^^^^^^^^
   Chain 'MASQURADE' does not exist; expected: perhaps "MASQUERADE"
 6 -A PREROUTING -j MASQUERADE
                    ^^^^^^^^^^
   RULE_APPEND failed (Invalid argument): rule in chain PREROUTING; expected: MASQUERADE where packets come from POSTROUTING, not from PREROUTING
`)
  })

  it.each([
    ['a table that is not closed', '*filter\n-A INPUT -j ACCEPT', 2, 1, 'COMMIT expected at line 3'],
    ['a rule outside of any table', '-A INPUT -j ACCEPT', 1, 1, 'line 1 failed'],
    ['a table that does not exist', '*nut\nCOMMIT', 1, 2, "table name 'nut' invalid"],
    ['a policy that is none', '*filter\n:INPUT REJECT [0:0]\nCOMMIT', 2, 8, 'Bad policy name.'],
    ['a chain nobody declared', '*filter\n-A LAN -j ACCEPT\nCOMMIT', 2, 4, 'No chain/target/match by that name.'],
    [
      'a jump to a chain that is declared further down',
      '*filter\n-A INPUT -j LAN\n:LAN - [0:0]\nCOMMIT',
      2,
      13,
      "Chain 'LAN' does not exist",
    ],
    [
      'a jump to a built-in chain',
      '*filter\n-A INPUT -j FORWARD\nCOMMIT',
      2,
      13,
      'RULE_APPEND failed (No such file or directory): rule in chain INPUT',
    ],
    [
      'chains that lead back to themselves',
      '*filter\n:A - [0:0]\n:B - [0:0]\n-A INPUT -j A\n-A A -j B\n-A B -j A\nCOMMIT',
      6,
      9,
      'RULE_APPEND failed (Too many links): rule in chain B',
    ],
    ['a port without a protocol', '*filter\n-A INPUT --dport 80\nCOMMIT', 2, 10, 'unknown option "--dport"'],
    ['a ! with nothing after it', '*filter\n-A INPUT -j DROP !\nCOMMIT', 2, 18, 'nothing appropriate following !'],
    ['a name with quotes', '*filter\n-A INPUT -j "NO WHERE"\nCOMMIT', 2, 13, "Chain 'NO WHERE' does not exist"],
  ])('%s', (_, text, line, column, message) => {
    const parsed = parseRuleset(text)
    expect(parsed.ok ? [] : parsed.errors).toContainEqual(expect.objectContaining({ line, column, message }))
  })

  it('lets chains loop that no packet reaches, as the kernel does', () => {
    expect(drawn('*filter\n:A - [0:0]\n-A A -j A\nCOMMIT')).toBe('no error')
  })
})

describe('what is not modelled', () => {
  it('is kept word for word and never refused', () => {
    const rules = [
      '-A FORWARD -m cgroup ! --cgroup 1:2 -m bpf --bytecode "4,48 0 0 9,6 0 0 0" -j DROP',
      '-A FORWARD -p tcp -m frobnicate --level 3 -m tcp --dport 80 -j WORMHOLE --exit 7',
      '-A FORWARD -s 2001:db8::/32 -j ACCEPT',
    ]
    const parsed = parseRuleset(`*filter\n${rules.join('\n')}\nCOMMIT\n`)
    if (!parsed.ok) throw new Error(parsed.errors[0].message)
    const [first, second, third] = parsed.ruleset.tables[0].chains[1].rules
    expect(first.matches).toEqual([
      { kind: 'unmodelled', name: 'cgroup', text: '-m cgroup ! --cgroup 1:2' },
      { kind: 'unmodelled', name: 'bpf', text: '-m bpf --bytecode "4,48 0 0 9,6 0 0 0"' },
    ])
    expect(second.matches.map((m) => m.kind)).toEqual(['protocol', 'unmodelled', 'tcp'])
    expect(second.target).toEqual({ kind: 'unmodelled', name: 'WORMHOLE', text: '-j WORMHOLE --exit 7' })
    expect(third.matches).toEqual([{ kind: 'unmodelled', name: '-s', text: '-s 2001:db8::/32' }])
  })
})
