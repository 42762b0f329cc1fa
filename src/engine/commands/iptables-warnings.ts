/** What iptables remarks about a rule that it takes all the same. */
import { formatAddress } from '../../packet/address'
import type { RuleRead } from '../../rules/rule'

/** `words` are the command's, `rules` what was read from them, if anything: several differ in addresses only. */
export function warnings(words: readonly string[], [rule]: readonly (RuleRead | undefined)[]): string[] {
  const said: string[] = []
  let match = ''
  for (const [i, word] of words.entries()) {
    if (word === '-m' || word === '--match') match = words[i + 1] ?? ''
    if (word === '--set' && match === 'set') said.push('--set option deprecated, please use --match-set')
    if ((word === '-i' || word === '-o') && /[ /]/.test(words[i + 1] ?? ''))
      said.push(`Warning: weird character in interface \`${words[i + 1]}' ('/' and ' ' are not allowed by the kernel).`)
    if ((word === '-W' || word.startsWith('--wait-i')) && /^\d/.test(word.split('=')[1] ?? words[i + 1] ?? ''))
      said.push('Ignoring deprecated --wait-interval option.')
    if (word === '--localtz')
      said.push(
        'WARNING: --localtz is being replaced by --kerneltz, since "local" is ambiguous. Note the kernel timezone has caveats - see manpage for details.',
      )
    if (word === '--nflog-range' && rule)
      said.push('warn: --nflog-range has never worked and is no longer supported, please use --nflog-size instead')
  }
  for (const m of rule?.matches ?? [])
    if (m.kind === 'iprange')
      for (const range of [m.src, m.dst])
        if (range && range.from > range.to)
          said.push(
            `xt_iprange: range ${formatAddress(range.from)}-${formatAddress(range.to)} is reversed and will never match`,
          )
  return said
}
