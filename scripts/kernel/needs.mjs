/** What recording on a live kernel takes, and what of it this machine has not. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from '../setup/root.mjs'

/** A command, and Debian's package that brings it. */
const TOOLS = [
  ['python3', 'python3'],
  ['ip', 'iproute2'],
  ['iptables-restore', 'iptables'],
  ['iptables-save', 'iptables'],
  ['nft', 'nftables'],
  ['conntrack', 'conntrack'],
]

/** The smallest case that needs all that a case can need: a namespace, a tap, a NAT rule, the table read. */
const TRIAL = {
  name: 'trial',
  nodes: {
    router: {
      interfaces: { wan0: { addresses: ['203.0.113.5/24'] } },
      iptables: '*nat\n-A POSTROUTING -o wan0 -j MASQUERADE\nCOMMIT\n',
    },
  },
  steps: [{ conntrack: 'router' }, { counters: 'router' }],
}

export const kernelFolder = fileURLToPath(new URL('kernel/', root))

/** A sentence for each thing that is missing; none when cases can be recorded here. @returns {string[]} */
export function missing() {
  if (process.platform !== 'linux') return [`This is ${process.platform}; the kernel that is asked is Linux.`]
  const places = (process.env['PATH'] ?? '').split(delimiter)
  const lacking = TOOLS.filter(([command]) => !places.some((place) => existsSync(join(place, command))))
  const packages = [...new Set(lacking.map(([, name]) => name))]
  const told = []
  if (process.getuid?.() !== 0) told.push('Network namespaces need root, and this is not root.')
  if (packages.length)
    told.push(
      `Not installed: ${lacking.map(([command]) => command).join(', ')} (Debian: apt-get install ${packages.join(' ')}).`,
    )
  return told.length ? told : refused()
}

/** The kernel may still say no: in a container, or built without netfilter. */
function refused() {
  const { stdout, stderr } = spawnSync('python3', ['-B', 'record.py', '--serve'], {
    cwd: kernelFolder,
    input: `${JSON.stringify(TRIAL)}\n`,
    encoding: 'utf8',
  })
  try {
    const answer = JSON.parse(stdout)
    return answer.case ? [] : [`This kernel cannot play a case: ${answer.refused}`]
  } catch {
    return [`The recorder does not run: ${stderr.trim().split('\n').at(-1)}`]
  }
}
