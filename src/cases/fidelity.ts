/** What the fidelity page says, worked out from the recordings, the lists of extensions and the last random cases: nothing is typed by hand. */
import { DEFAULTS } from '../engine/sysctl'
import { matchByName } from '../rules/match/index'
import { parseRuleset } from '../rules/parse'
import { runAgainst } from './agreement'
import { modelled, passedOverByName, type Extensions } from './extensions'
import { FAMILIES } from './families'
import type { Case, CaseNode } from './format'
import { NotModelled, refuseUnmodelled } from './modelled'

/** How many cases there are, and how many of them the engine plays as the kernel did. */
interface Tally {
  cases: number
  agree: number
}

/** The last random cases of one profile; seeds run from `seed` on. */
export interface FuzzResult extends Tally {
  kernel: string
  iptables: string
  seed: number
}

export interface Fidelity {
  kernels: (Tally & { kernel: string })[]
  /** A case counts in each family that it belongs to. */
  families: (Tally & { family: string })[]
  /** Modelled, by the name after `-m` and `-j`, and in how many recorded cases a rule uses it. */
  matches: { name: string; cases: number }[]
  targets: { name: string; cases: number }[]
  /** Known by name, kept in the rule's text, and never done. */
  passedOver: Extensions
  /** What a case may ask for and is refused. */
  refused: string[]
  settings: string[]
  fuzz: (FuzzResult & { profile: string })[]
}

export function fidelity(recorded: readonly Case[], fuzz: Readonly<Record<string, FuzzResult>>): Fidelity {
  const judged = recorded.map((c) => ({ c, agrees: agrees(c), used: used(c) }))
  const tally = (chosen: typeof judged): Tally => ({
    cases: chosen.length,
    agree: chosen.filter(({ agrees }) => agrees).length,
  })
  const kernels = [...new Set(recorded.map((c) => c.kernel ?? 'unknown'))].toSorted()
  const counted = (names: string[], kind: keyof Extensions) =>
    names.map((name) => ({ name, cases: judged.filter(({ used }) => used[kind].includes(name)).length }))
  return {
    kernels: kernels.map((kernel) => ({
      kernel,
      ...tally(judged.filter(({ c }) => (c.kernel ?? 'unknown') === kernel)),
    })),
    families: Object.entries(FAMILIES).map(([family, has]) => ({ family, ...tally(judged.filter(({ c }) => has(c))) })),
    matches: counted(modelled.matches, 'matches'),
    targets: counted(modelled.targets, 'targets'),
    passedOver: passedOverByName,
    refused: REQUESTS.filter(([, node]) => refuses(node)).map(([what]) => what),
    settings: Object.keys(DEFAULTS).toSorted(),
    fuzz: Object.entries(fuzz).map(([profile, result]) => ({ profile, ...result })),
  }
}

function agrees(c: Case): boolean {
  try {
    return runAgainst(c).difference === null
  } catch {
    return false
  }
}

/** The matches and targets that its rules use, by name; those of rules that its commands add, too. */
function used(c: Case): Extensions {
  const names: Extensions = { matches: [], targets: [] }
  for (const { iptables = '' } of Object.values(c.nodes)) {
    const parsed = parseRuleset(iptables)
    const rules = parsed.ok ? parsed.ruleset.tables.flatMap((t) => t.chains).flatMap((chain) => chain.rules) : []
    for (const { matches, target } of rules) {
      for (const { kind } of matches) if (matchByName.has(kind)) names.matches.push(kind)
      if (target) names.targets.push(target.kind)
    }
  }
  for (const step of c.steps) {
    const typed = 'exec' in step ? step.command.join(' ') : ''
    for (const [, name] of typed.matchAll(/ -m (\w+)/g)) names.matches.push(name)
    for (const [, name] of typed.matchAll(/ -j (\w+)/g)) names.targets.push(name)
  }
  return names
}

/** What else Linux has under this name; whether it is refused is asked of the code that refuses. */
const REQUESTS: [string, Partial<CaseNode>][] = [
  ['IPv6', { interfaces: { lan0: { addresses: ['2001:db8::1/64'] } } }],
  ['ip6tables', { ip6tables: '*filter\nCOMMIT\n' }],
  ['nft', { nft: 'table ip nat {}' }],
]

function refuses(node: Partial<CaseNode>): boolean {
  try {
    refuseUnmodelled({ name: 'request', nodes: { router: { interfaces: {}, ...node } }, steps: [] })
    return false
  } catch (why) {
    if (why instanceof NotModelled) return true
    throw why
  }
}
