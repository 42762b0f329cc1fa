/** `ip link set`, `ip addr add|del|flush`, `ip route add|del|replace`: what they do to a running node. */
import { formatPrefix, network, parsePrefix } from '../../packet/address'
import type { Wanted } from '../ip/route'
import type { Machine } from '../machine'
import type { Iface } from '../node'
import { TABLE } from '../ip/policy'
import { tableNamed } from './ip-rule'
import { failed, printed, type Output } from './output'

const done = printed([])
const subnet = (a: Iface['addresses'][number]) => network({ address: a.address, bits: a.prefix })

export function changeLink(machine: Machine, words: readonly string[]): Output {
  const [name, ...rest] = words.filter((word) => word !== 'dev')
  const iface = machine.ifaces.find((i) => i.name === name)
  if (!iface) return failed(1, `Cannot find device "${name ?? ''}"`)
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at]
    if (word === 'up' || word === 'down') turn(machine, iface, word === 'down')
    else if (word === 'mtu') iface.mtu = Number(rest[++at])
    else return failed(255, `Error: either "dev" is duplicate, or "${word}" is a garbage.`)
  }
  return done
}

function turn(machine: Machine, iface: Iface, down: boolean): void {
  if ((iface.down ?? false) === down) return
  iface.down = down
  machine.routes.refresh(iface)
  if (down) machine.conntrack.forgetMasquerade(iface.index, null)
}

export function changeAddress(machine: Machine, verb: string, words: readonly string[]): Output {
  const dev = words[words.indexOf('dev') + 1]
  const iface = words.includes('dev') ? machine.ifaces.find((i) => i.name === dev) : undefined
  if (words.includes('dev') && !iface) return failed(1, `Cannot find device "${dev}"`)
  if (!iface) return failed(255, 'Not enough information: "dev" argument is required.')
  if (verb.startsWith('f')) return lose(machine, iface, () => true)
  const prefix = parsePrefix(words.find((word) => word !== 'dev' && word !== dev) ?? '')
  if (!prefix) return failed(1, `Error: any valid prefix is expected rather than "${words[0]}".`)
  const { address, bits } = prefix
  const is = (a: Iface['addresses'][number]) => a.address === address && a.prefix === bits
  if (verb.startsWith('a')) {
    if (iface.addresses.some(is)) return failed(2, 'Error: ipv4: Address already assigned.')
    iface.addresses.push({ address, prefix: bits })
    machine.routes.refresh(iface)
    return done
  }
  if (!iface.addresses.some(is)) return failed(2, 'Error: ipv4: Address not found.')
  // A first address takes the others of its subnet with it, unless they are to follow it.
  const isFirst = iface.addresses.find((a) => a.prefix === bits && subnet(a) === network(prefix))?.address === address
  const all = isFirst && !promotes(machine, iface)
  return lose(machine, iface, (a) => is(a) || (all && a.prefix === bits && subnet(a) === network(prefix)))
}

const promotes = (machine: Machine, { name }: Iface): boolean =>
  ['all', name].some((of) => machine.sysctl(`net.ipv4.conf.${of}.promote_secondaries`) !== 0)

function lose(machine: Machine, iface: Iface, goes: (a: Iface['addresses'][number]) => boolean): Output {
  const gone = iface.addresses.filter(goes)
  iface.addresses.splice(0, Infinity, ...iface.addresses.filter((a) => !goes(a)))
  machine.routes.refresh(iface)
  for (const { address } of gone) machine.conntrack.forgetMasquerade(iface.index, address)
  return done
}

export const isRouteChange = (verb: string): boolean => /^(?:a|add|del|delete|replace|change|flush)$/.test(verb)

/** All routes of a table, or those by a device. */
function flush(machine: Machine, words: readonly string[]): Output {
  const after = (word: string) => (words.includes(word) ? words[words.indexOf(word) + 1] : undefined)
  const table = tableNamed(after('table') ?? 'main')
  for (const { prefix, dev, type, metric } of machine.routes.table(table ?? TABLE.MAIN) ?? [])
    if (after('dev') === undefined || dev?.name === after('dev'))
      machine.routes.remove({
        to: formatPrefix(prefix),
        metric,
        table: table ?? TABLE.MAIN,
        ...(type !== 'broadcast' && { type }),
        ...(dev && { dev: dev.name }),
      })
  return done
}

/** A metric that no route has. */
const NOBODYS = 2 ** 32

const TYPES: readonly string[] = [
  'unicast',
  'local',
  'blackhole',
  'unreachable',
  'prohibit',
  'throw',
] satisfies Wanted['type'][]
const isType = (word: string): word is NonNullable<Wanted['type']> => TYPES.includes(word)

export function changeRoute(machine: Machine, verb: string, words: readonly string[]): Output {
  const spec: Wanted = { to: '' }
  if (verb === 'flush') return flush(machine, words)
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (word === 'via') spec.via = words[++at]
    else if (word === 'dev') spec.dev = words[++at]
    else if (word === 'src') spec.src = words[++at]
    else if (word === 'metric') spec.metric = Number(words[++at])
    else if (word === 'table') {
      const table = tableNamed(words[++at] ?? '')
      if (table === null) return failed(255, `Error: argument "${words[at]}" is wrong: "table" value is invalid`, '')
      spec.table = table
    } else if (word === 'proto' || word === 'scope') at++
    else if (isType(word)) spec.type = word
    else spec.to = word
  }
  if (spec.to !== 'default' && !parsePrefix(spec.to))
    return failed(1, `Error: any valid prefix is expected rather than "${spec.to}".`)
  if (spec.dev !== undefined && !machine.ifaces.some(({ name }) => name === spec.dev))
    return failed(1, `Cannot find device "${spec.dev}"`)
  try {
    if (verb === 'replace' || verb === 'change') {
      // What is wrong with the new one shows before the old one goes (`fib_create_info`).
      const trial = { ...spec, metric: NOBODYS }
      machine.routes.add(trial)
      machine.routes.remove(trial)
      const gone = machine.routes.remove({ to: spec.to, metric: spec.metric ?? 0, table: spec.table })
      if (!gone && verb === 'change') return failed(2, 'RTNETLINK answers: No such file or directory')
    }
    if (verb.startsWith('d')) {
      return machine.routes.remove(spec) ? done : failed(2, 'RTNETLINK answers: No such process')
    }
    machine.routes.add(spec)
    return done
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return failed(2, error.message)
  }
}
