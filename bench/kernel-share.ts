/**
 * What conntrack and NAT cost in this machine's own kernel, in the same run: packets through a router that masquerades less packets
 * through one that only forwards, both in network namespaces. Needs root, ip, iptables and gcc.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { median } from './measure'

export interface Share {
  /** ns a packet of a flow that has its entry; of the first packet of one. */
  packet: number
  fresh: number
  /** Half of the turns lie between these. */
  spread: [number, number]
}

const PACKETS = 32_000
const TURNS = 21

/** The shares at each number of flows, or why there are none. */
export function kernelShares(sizes: readonly number[]): Share[] | string {
  const folder = mkdtempSync(join(tmpdir(), 'natscope-bench-'))
  const tag = `nsb${process.pid}`
  try {
    const sender = join(folder, 'kernel')
    execFileSync('gcc', ['-O2', '-o', sender, resolve('bench/kernel.c')], { stdio: 'pipe' })
    return sizes.map((flows) => {
      try {
        lay(tag)
        const words = [flows, PACKETS, TURNS].map(String)
        return shareOf(run('ip', 'netns', 'exec', `${tag}a`, sender, ...words))
      } finally {
        for (const end of ENDS) attempt('ip', 'netns', 'del', tag + end)
      }
    })
  } catch (error) {
    const [first] = (error instanceof Error ? error.message : String(error)).split('\n')
    return first
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function shareOf(printed: string): Share {
  const [first, ...turns] = printed
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number))
    .map(([plain, translated]) => translated - plain)
  const sorted = turns.toSorted((a, b) => a - b)
  return { packet: median(turns), fresh: first, spread: [sorted[TURNS >> 2], sorted[(3 * TURNS) >> 2]] }
}

const run = (command: string, ...words: string[]): string =>
  execFileSync(command, words, { encoding: 'utf8', stdio: 'pipe' })

function attempt(command: string, ...words: string[]): void {
  try {
    run(command, ...words)
  } catch {
    // It was not there.
  }
}

/** The sender, two routers, and whoever is behind them. */
const ENDS = ['a', 'f', 'm', 'b']

/** a — f (forwards) — b, and a — m (masquerades) — b; the networks are those set aside for such measurements (RFC 2544). */
function lay(tag: string): void {
  for (const end of ENDS) {
    run('ip', 'netns', 'add', tag + end)
    run('ip', '-n', tag + end, 'link', 'set', 'dev', 'lo', 'up')
  }
  const wire = (left: string, right: string, net: number) => {
    const [from, to] = [`${left}${right}`, `${right}${left}`]
    run('ip', '-n', tag + left, 'link', 'add', from, 'type', 'veth', 'peer', 'name', to, 'netns', tag + right)
    for (const [end, name, host] of [
      [left, from, 1],
      [right, to, 2],
    ] as const) {
      run('ip', '-n', tag + end, 'address', 'add', `10.99.${net}.${host}/24`, 'dev', name)
      run('ip', '-n', tag + end, 'link', 'set', 'dev', name, 'up')
    }
  }
  wire('a', 'f', 1)
  wire('a', 'm', 2)
  wire('f', 'b', 3)
  wire('m', 'b', 4)
  run('ip', '-n', `${tag}a`, 'route', 'add', '198.18.0.0/16', 'via', '10.99.1.2')
  run('ip', '-n', `${tag}a`, 'route', 'add', '198.19.0.0/16', 'via', '10.99.2.2')
  run('ip', '-n', `${tag}b`, 'route', 'add', 'blackhole', '198.18.0.0/15')
  for (const [router, net] of [
    ['f', 3],
    ['m', 4],
  ] as const) {
    run('ip', '-n', tag + router, 'route', 'add', 'default', 'via', `10.99.${net}.2`)
    run('ip', 'netns', 'exec', tag + router, 'sysctl', '-q', 'net.ipv4.ip_forward=1')
  }
  run('ip', 'netns', 'exec', `${tag}m`, 'iptables', '-t', 'nat', '-A', 'POSTROUTING', '-o', 'mb', '-j', 'MASQUERADE')
}
