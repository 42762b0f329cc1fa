/** What the kernel shows as files, and `cat` of them. */
import type { Machine } from '../machine'
import { procConntrack, procStatistics } from './conntrack'
import type { Output } from './output'
import { recentList, writeRecent } from './recent-list'
import { put } from './sysctl'

/** Null when there is none of that name. */
export function procFile(machine: Machine, path: string): string[] | null {
  if (path === '/proc/net/nf_conntrack') return procConntrack(machine.conntrack)
  if (path === '/proc/net/stat/nf_conntrack') return procStatistics(machine.conntrack)
  if (path === '/proc/net/nf_conntrack_expect') return []
  const name = settingAt(path)
  if (name === null) return recentList(machine, path)
  return machine.hasSysctl(name) ? [machine.sysctlText(name)] : null
}

/** What a line does that is written there; false when it is refused. */
export function writeProc(machine: Machine, path: string, line: string): boolean {
  const name = settingAt(path)
  return name === null ? writeRecent(machine, path, line) : machine.hasSysctl(name) && put(machine, name, line)
}

const settingAt = (path: string): string | null => /^\/proc\/sys\/(.+)$/.exec(path)?.[1].replaceAll('/', '.') ?? null

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
