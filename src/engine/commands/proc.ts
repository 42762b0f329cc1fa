/** What the kernel shows as files, and `cat` of them. */
import type { Machine } from '../machine'
import { procConntrack, procStatistics } from './conntrack'
import { shelfOf } from '../netfilter/match/shelf'
import { hashlimitTable } from './hashlimit-table'
import { failed, printed, type Output } from './output'
import { recentList, writeRecent } from './recent-list'
import { put } from './sysctl'

/** Null when there is none of that name. */
export function procFile(machine: Machine, path: string): string[] | null {
  if (path === '/proc/net/nf_conntrack') return procConntrack(machine.conntrack)
  if (path === '/proc/net/stat/nf_conntrack') return procStatistics(machine.conntrack)
  if (path === '/proc/net/nf_conntrack_expect') return []
  const name = settingAt(path)
  if (name === null) return recentList(machine, path) ?? hashlimitTable(machine, path)
  return machine.hasSysctl(name) ? [machine.sysctlText(name)] : null
}

/** What a line does that is written there; false when it is refused. */
export function writeProc(machine: Machine, path: string, line: string): boolean {
  const name = settingAt(path)
  return name === null ? writeRecent(machine, path, line) : machine.hasSysctl(name) && put(machine, name, line)
}

const settingAt = (path: string): string | null => /^\/proc\/sys\/(.+)$/.exec(path)?.[1].replaceAll('/', '.') ?? null

/** `ls` of the folders in which the kernel shows what rules share by name; null for any other. */
function listFolder(machine: Machine, path: string): string[] | null {
  const [, kind] = /^\/proc\/net\/(xt_recent|ipt_hashlimit)\/?$/.exec(path) ?? []
  if (kind === undefined) return null
  return shelfOf(machine)
    .names(kind === 'xt_recent' ? 'recent' : 'hashlimit')
    .toSorted()
}

export function ls(machine: Machine, words: readonly string[]): Output {
  const path = words.find((word) => !word.startsWith('-')) ?? ''
  const found = listFolder(machine, path) ?? (procFile(machine, path) && [path])
  return found ? printed(found) : failed(2, `ls: cannot access '${path}': No such file or directory`)
}

export function cat(machine: Machine, words: readonly string[]): Output {
  const out: Output = { stdout: [], stderr: [], code: 0 }
  for (const path of words) {
    const lines = procFile(machine, path)
    if (lines) out.stdout.push(...lines)
    else {
      out.stderr.push(`cat: ${path}: No such file or directory`)
      out.code = 1
    }
  }
  return out
}
