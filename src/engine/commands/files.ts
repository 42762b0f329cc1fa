/** Programs that read files which commands wrote before: `cat`, `rm`, and what else stands behind a pipe. */
import type { Desk } from './desk'
import { asText, printed, type Output } from './output'

type Filter = (name: string, words: readonly string[], stdin: string) => Output | null

/**
 * `-f FILE` or `--file=FILE`, where `iptables-save` and `ipset save` write and what `ipset restore` reads; null when there is
 * none.
 */
export function fileOption(
  name: string,
  words: readonly string[],
): { file: string; others: string[]; reads: boolean } | null {
  if (name !== 'ipset' && !/^iptables(-nft)?-save$/.test(name)) return null
  const at = words.findIndex((word) => /^(?:-f|--?file)$/.test(word))
  const glued = words.findIndex((word) => word.startsWith('--file='))
  const file = at >= 0 ? words[at + 1] : words[glued]?.slice('--file='.length)
  if (file === undefined) return null
  const others = at >= 0 ? words.toSpliced(at, 2) : words.toSpliced(glued, 1)
  return { file, others, reads: others.some((word) => word === 'restore' || word === '-R') }
}

/** Null when it is for others to answer: no file that a command wrote is named. `shown` are the kernel's own, for filters. */
export function withFiles(
  { files }: Desk,
  name: string,
  words: readonly string[],
  stdin: string,
  filter: Filter,
  shown: (path: string) => string[] | null,
): Output | null {
  const named = words.filter((word) => files.has(word))
  if (name === 'rm') {
    const missing = words.filter((word) => !word.startsWith('-') && !files.has(word))
    for (const path of named) files.delete(path)
    const quiet = missing.length === 0 || words.some((word) => /^-\w*f/.test(word))
    return quiet
      ? printed([])
      : { stdout: [], stderr: missing.map((path) => `rm: cannot remove '${path}': No such file or directory`), code: 1 }
  }
  const held = named.flatMap((path) => files.get(path) ?? [])
  if (name === 'cat') {
    if (words.length === 0) return printed(stdin === '' ? [] : stdin.replace(/\n$/, '').split('\n'))
    return named.length > 0 && named.length === words.length ? printed(held) : null
  }
  const ofKernel = words.filter((word) => word.startsWith('/proc/') && shown(word))
  const others = words.filter((word) => !files.has(word) && !ofKernel.includes(word))
  const lines = [...held, ...ofKernel.flatMap((path) => shown(path) ?? [])]
  const said = filter(name, others, named.length + ofKernel.length > 0 ? asText(lines) : stdin)
  return said && name === 'wc' && named.length === 1
    ? { ...said, stdout: said.stdout.map((line) => `${line} ${named[0]}`) }
    : said
}
