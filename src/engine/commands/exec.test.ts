import { describe, expect, it, test } from 'vitest'
import { createWorld, type World } from '../world'
import { exec } from './exec'
import sessions from './fixtures/iptables-1.8.9.json?raw'

const router = (iptables?: string): World =>
  createWorld(
    {
      nodes: [
        {
          id: 'router',
          interfaces: [
            { name: 'lan0', addresses: ['192.168.1.1/24'] },
            { name: 'wan0', addresses: ['203.0.113.5/24'] },
          ],
          routes: [{ to: 'default', via: '203.0.113.1', dev: 'wan0' }],
          iptables,
        },
      ],
      links: [],
    },
    { seed: 1 },
  )
const sh = (world: World, script: string) => exec(world, 'router', ['sh', '-c', script])

interface Step {
  run: string
  code?: number
  out?: string[]
  err?: string[]
}

/** The comments of iptables-save carry the date. */
const undated = (line: string): string => line.replace(/^(# (?:Generated|Completed)\b.*) on .*$/, '$1')

describe('what iptables 1.8.9 on Linux 6.18 answered', () => {
  it.each((JSON.parse(sessions) as Step[][]).map((s) => [`${s[0].run}, and ${s.length - 1} more`, s] as const))(
    '%s',
    (_, steps) => {
      const world = router()
      for (const { run, code = 0, out = [], err = [] } of steps) {
        const said = sh(world, run)
        expect({ run, ...said, stdout: said.stdout.map(undated) }).toEqual({ run, code, stdout: out, stderr: err })
      }
    },
  )
})

describe('sh -c', () => {
  test.each([
    ['true && echo yes || echo no', ['yes']],
    ['false && echo yes || echo no', ['no']],
    ["false; echo $?; printf '%s\\n' 'a b' | cat /nowhere 2>/dev/null; echo $?", ['1', '1']],
    ['iptables -N "A B" 2>&1 | true; echo "done"', ['done']],
    ["printf '%s-%s\\n' a b c d", ['a-b', 'c-d']],
    [
      'echo a > /tmp/x; echo b >> /tmp/x; cat /tmp/x; rm /tmp/x; cat /tmp/x 2>&1',
      ['a', 'b', 'cat: /tmp/x: No such file or directory'],
    ],
    ['nonsense 2>&1', ['sh: 1: nonsense: not found']],
  ])('%s', (script, stdout) => {
    expect(sh(router(), script).stdout).toEqual(stdout)
  })

  it('puts errors first where both go one way, as a program holds back what it prints into a pipe', () => {
    expect(sh(router(), 'conntrack -S 2>&1; conntrack -F 2>&1').stdout).toEqual([
      expect.stringMatching(/^cpu=0 {3}\tfound=0 invalid=0 /),
      'conntrack v1.4.7 (conntrack-tools): connection tracking table has been emptied.',
    ])
  })
})

describe('a node', () => {
  it('that is not there is refused', () => {
    expect(() => exec(router(), 'home', ['true'])).toThrow('there is no node "home"')
  })

  it('says its rules anew when a command changed them, each at its line', () => {
    const world = createWorld(
      { nodes: [{ id: 'router', interfaces: [] }], links: [] },
      { seed: 1, say: (event) => void (event.kind === 'rules' && texts.push(event.text)) },
    )
    const texts: string[] = []
    exec(world, 'router', ['iptables', '-A', 'INPUT', '-p', 'tcp', '-j', 'DROP'])
    exec(world, 'router', ['iptables', '-S'])
    exec(world, 'router', ['iptables', '-D', 'INPUT', '7'])
    expect(texts).toEqual([
      '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -p tcp -j DROP\nCOMMIT\n',
    ])
    const rules = world.machines.get('router')!.netfilter.current().tables[0].chains[0].rules
    expect(rules.map((rule) => rule.line)).toEqual([5])
  })
})
