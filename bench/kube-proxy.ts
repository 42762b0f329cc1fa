/** A rule set as kube-proxy writes it: read by the page, and put in force by `iptables-restore` on a node. */
import { exec } from '../src/engine/commands/exec'
import { createWorld } from '../src/engine/world'
import { parseRuleset } from '../src/rules'
import { eachTurn, median } from './measure'
import { count, type Line, line, ms, times } from './report'

const TURNS = 7
const RULES = 5_000
/** Of one service with two ends: in KUBE-SERVICES, three in its own chain, two for each end. */
const PER_SERVICE = 8
const LESS = 4

export function kubeProxy(): Line[] {
  // The larger first: it warms the code for both.
  const [many, few] = [RULES, RULES / LESS].map((rules) => {
    const text = textOf(rules / PER_SERVICE)
    return { parse: parsing(text), restore: restoring(text) }
  })
  const rules = count(RULES)
  const growth = (what: 'parse' | 'restore') => {
    const grown = many[what] / few[what]
    return line(`the same, beside a rule set of a quarter of it`, times(grown), `≤ ${2 * LESS}×`, grown <= 2 * LESS)
  }
  return [
    line(`kube-proxy's ${rules} rules: read`, ms(many.parse), '≤ 50 ms', many.parse <= 50),
    growth('parse'),
    line(`kube-proxy's ${rules} rules: \`iptables-restore\``, ms(many.restore), '≤ 100 ms', many.restore <= 100),
    growth('restore'),
  ]
}

const parsing = (text: string): number =>
  median(
    eachTurn(TURNS, () => () => {
      if (!parseRuleset(text).ok) throw new Error('the rules do not parse')
    }),
  )

const restoring = (text: string): number =>
  median(
    eachTurn(TURNS, () => {
      const world = createWorld({ nodes: [{ id: 'node', interfaces: [], routes: [] }], links: [] }, { seed: 1 })
      return () => {
        const { code, stderr } = exec(world, 'node', ['iptables-restore'], text)
        if (code !== 0) throw new Error(stderr.join('\n'))
      }
    }),
  )

/** As the hashes in kube-proxy's names: any letters, told apart by their end. */
const named = (what: string, number: number): string =>
  `KUBE-${what}-${((number * 2_654_435_761) >>> 0).toString(36).toUpperCase().padStart(7, 'A')}${String(number).padStart(9, '0')}`

function textOf(services: number): string {
  const chains = [':KUBE-SERVICES - [0:0]', ':KUBE-MARK-MASQ - [0:0]']
  const rules = [
    '-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES',
    '-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000',
  ]
  for (let i = 0; i < services; i++) {
    const [service, a, b] = [named('SVC', i), named('SEP', 2 * i), named('SEP', 2 * i + 1)]
    const address = `10.96.${i >> 8}.${i & 255}`
    const said = `-m comment --comment "default/web-${i}:http`
    chains.push(...[service, a, b].map((chain) => `:${chain} - [0:0]`))
    rules.push(
      `-A KUBE-SERVICES -d ${address}/32 -p tcp ${said} cluster IP" -m tcp --dport 80 -j ${service}`,
      `-A ${service} ! -s 10.244.0.0/16 -d ${address}/32 -p tcp ${said} cluster IP" -m tcp --dport 80 -j KUBE-MARK-MASQ`,
      `-A ${service} ${said} -> first" -m statistic --mode random --probability 0.50000000000 -j ${a}`,
      `-A ${service} ${said} -> second" -j ${b}`,
    )
    for (const [chain, pod] of [
      [a, `10.244.1.${i & 255}`],
      [b, `10.244.2.${i & 255}`],
    ])
      rules.push(
        `-A ${chain} -s ${pod}/32 ${said}" -j KUBE-MARK-MASQ`,
        `-A ${chain} -p tcp ${said}" -m tcp -j DNAT --to-destination ${pod}:80`,
      )
  }
  return ['*nat', ...chains, ...rules, 'COMMIT', ''].join('\n')
}
