/** `cat` of what the kernel shows as files. */
import type { Machine } from '../machine'
import { procConntrack, procStatistics } from './conntrack'
import type { Output } from './output'

export function cat(machine: Machine, words: readonly string[]): Output {
  const out: Output = { stdout: [], stderr: [], code: 0 }
  for (const path of words) {
    const name = /^\/proc\/sys\/(.+)$/.exec(path)?.[1].replaceAll('/', '.')
    if (path === '/proc/net/nf_conntrack') out.stdout.push(...procConntrack(machine.conntrack))
    else if (path === '/proc/net/stat/nf_conntrack') out.stdout.push(...procStatistics(machine.conntrack))
    else if (path === '/proc/net/nf_conntrack_expect') continue
    else if (name !== undefined && machine.hasSysctl(name)) out.stdout.push(machine.sysctlText(name))
    else {
      out.stderr.push(`cat: ${path}: No such file or directory`)
      out.code = 1
    }
  }
  return out
}
