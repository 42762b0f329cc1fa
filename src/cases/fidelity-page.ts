/** The fidelity page as Markdown. */
import type { Fidelity } from './fidelity'

export function fidelityPage(f: Fidelity): string {
  const kernels = f.kernels.map(({ kernel, cases, agree }) => `Linux ${kernel}: ${agree} of ${cases}`).join('; ')
  const sections = [
    '# Fidelity\n\nHow far the engine does what Linux does. Written by `npm run fidelity` from the results; never by hand.',
    `## Recorded cases\n\nCases in \`src/cases/fixtures\` that the engine plays as the kernel did, to the byte: every emitted packet, conntrack row
and counter. ${kernels}. A case counts in each row that it belongs to.`,
    rows(
      ['', 'cases', 'agree'],
      f.families.map(({ family, cases, agree }) => [family, cases, agree]),
    ),
    `## Random cases\n\nGrown against a live kernel by \`npm run kernel:fuzz\`, the last run of each profile; seeds run from the one given.`,
    rows(
      ['profile', 'kernel', 'iptables', 'from seed', 'cases', 'agree'],
      f.fuzz.map(({ profile, kernel, iptables, seed, cases, agree }) => [
        profile,
        kernel,
        iptables,
        seed,
        cases,
        agree,
      ]),
    ),
    '## Modelled\n\nBeside each, in how many recorded cases a rule uses it.',
    `Matches: ${used(f.matches)}.`,
    `Targets: ${used(f.targets)}.`,
    `Settings: ${f.settings.map((name) => `\`${name}\``).join(', ')}.`,
    `## Not modelled\n\nRefused by name: ${f.refused.map((what) => what).join(', ')}.`,
    `Known by name and kept in the rule’s text; the match never matches, the target lets the packet go on.`,
    `Matches: ${f.passedOver.matches.map(code).join(', ')}.`,
    `Targets: ${f.passedOver.targets.map(code).join(', ')}.`,
  ]
  return `${sections.join('\n\n')}\n`
}

const code = (text: string): string => `\`${text}\``
const used = (list: Fidelity['matches']): string => list.map(({ name, cases }) => `${code(name)} ${cases}`).join(', ')
const rows = (head: string[], body: (string | number)[][]): string =>
  [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
