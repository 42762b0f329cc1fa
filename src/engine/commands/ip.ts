/** `ip route`, `ip addr` and `ip link` of iproute2, for IPv4: what there is, shown; `ip-change.ts` changes it. */
import { formatAddress, formatPrefix, network, parseAddress } from '../../packet/address'
import { SECOND } from '../../model/time'
import type { Route } from '../ip/route'
import type { Machine } from '../machine'
import { OWN } from '../ip/policy'
import { changeAddress, changeLink, changeRoute, isRouteChange } from './ip-change'
import { nameOfTable, rules, tableNamed } from './ip-rule'
import { failed, printed, type Output } from './output'

const USAGE = 'Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }'
const OBJECTS: Readonly<Record<string, (machine: Machine, words: readonly string[]) => Output>> = {
  route: routes,
  addr: (machine, words) => addresses(machine, words),
  address: (machine, words) => addresses(machine, words),
  link: links,
  rule: rules,
}

export function ip(machine: Machine, words: readonly string[]): Output {
  const [object, ...rest] = words.filter((word) => !/^-(?:4|br|brief)$/.test(word))
  const isBrief = words.some((word) => word.startsWith('-br'))
  if (object === undefined) return failed(255, USAGE)
  const name = object === 'a' ? 'addr' : Object.keys(OBJECTS).find((o) => o.startsWith(object))
  if (isBrief && name?.startsWith('addr')) return addresses(machine, rest, words.includes('-4') ? 'ipv4' : 'both')
  return name === undefined ? failed(1, `Object "${object}" is unknown, try "ip help".`) : OBJECTS[name](machine, rest)
}

/** The main table, or those of its routes that a prefix names. */
function routes(machine: Machine, words: readonly string[]): Output {
  const [verb = 'show', ...rest] = words
  if (verb === 'get') return lookup(machine, rest)
  if (isRouteChange(verb)) return changeRoute(machine, verb, rest)
  if (!/^(?:s|sh|show|l|ls|list)$/.test(verb)) return failed(255, `Command "${verb}" is unknown, try "ip route help".`)
  const place = rest.findIndex((word) => word === 'table' || word === 'lookup')
  const asked = place < 0 ? 'main' : (rest[place + 1] ?? '')
  if (place >= 0) rest.splice(place, 2)
  const table = tableNamed(asked)
  if (table === null) return failed(255, `Error: argument "${asked}" is wrong: table id value is invalid`, '')
  const listed = machine.routes.table(table)
  if (!listed) return failed(2, 'Error: ipv4: FIB table does not exist.', 'Dump terminated')
  const viaAt = rest.indexOf('via')
  const hop = viaAt < 0 ? null : parseAddress(rest[viaAt + 1] ?? '')
  if (viaAt >= 0) rest.splice(viaAt, 2)
  const only = rest.find((word) => word !== 'dev' && !machine.ifaces.some(({ name }) => name === word))
  const dev = rest.find((word) => machine.ifaces.some(({ name }) => name === word))
  return printed(
    listed
      .filter(
        (route) =>
          (hop === null || route.via === hop) &&
          (only === undefined || nameOf(route) === only) &&
          (dev === undefined || route.dev?.name === dev),
      )
      .map((route) => {
        const { type, dev: out, via, source, metric, own, asked } = route
        const last = metric === 0 ? ' ' : ` metric ${metric} `
        if (!out) return `${type} ${nameOf(route)}${last}`
        const on = dev === undefined ? ` dev ${out.name}` : ''
        const scope = type === 'local' ? ' scope host' : ' scope link'
        const how = `${own ? ' proto kernel' : ''}${via === 0 ? scope : ''}`
        const kind = type === 'unicast' ? '' : `${type} `
        const from = own || asked ? ` src ${formatAddress(source)}` : ''
        return `${kind}${nameOf(route)}${via === 0 || hop !== null ? '' : ` via ${formatAddress(via)}`}${on}${how}${from}${last}`
      }),
  )
}

const nameOf = ({ prefix }: Route): string =>
  prefix.bits === 0 ? 'default' : prefix.bits === 32 ? formatAddress(prefix.address) : formatPrefix(prefix)

/** `ip route get`. */
function lookup(machine: Machine, [text = '', ...words]: readonly string[]): Output {
  const after = (word: string) => (words.includes(word) ? words[words.indexOf(word) + 1] : undefined)
  const address = parseAddress(text)
  if (address === null) return failed(1, `Error: any valid prefix is expected rather than "${text}".`)
  const [from, iface] = [after('from'), after('iif')]
  const mark = Number(after('mark') ?? 0)
  const source = (from === undefined ? null : parseAddress(from)) ?? 0
  const route = machine.routes.lookup(address, { ...OWN, from: source, iif: iface ?? 'lo', mark })
  if (!route || route.type === 'unreachable') return failed(2, 'RTNETLINK answers: Network is unreachable')
  if (!route.dev) return failed(2, REFUSED[route.type] ?? 'RTNETLINK answers: Invalid argument')
  const [type, dev] =
    route.type === 'unicast' ? ['', route.dev.name] : [`${route.type} `, route.type === 'local' ? 'lo' : route.dev.name]
  const via = route.via === 0 ? '' : ` via ${formatAddress(route.via)}`
  const where = route.table === undefined ? '' : ` table ${nameOfTable(route.table)}`
  const marked = mark === 0 ? '' : ` mark ${mark < 16 ? mark : `0x${mark.toString(16)}`}`
  const path = machine.pathMtus.find(address)
  const left = path ? Math.floor((path.until - machine.now()) / SECOND) : 0
  const learned = path ? `expires ${left}sec mtu ${path.locked ? 'lock ' : ''}${path.mtu} ` : ''
  const cache =
    route.type === 'unicast'
      ? `    cache ${learned}`
      : `    cache <${route.type === 'broadcast' ? 'local,brd' : route.type}> `
  // Of a packet that comes in nobody asks who sends it, nor from which address.
  if (iface !== undefined && route.type === 'unicast')
    return printed([`${text} from ${from ?? '0.0.0.0'}${via} dev ${dev}${where}${marked} `, `    cache iif ${iface} `])
  const own = from === undefined ? ` src ${formatAddress(route.type === 'local' ? address : route.source)}` : ''
  const by = from === undefined ? '' : ` from ${from}`
  return printed([`${type}${text}${by}${via} dev ${dev}${where}${own}${marked} uid 0 `, cache])
}

const REFUSED: Readonly<Record<string, string>> = {
  blackhole: 'RTNETLINK answers: Invalid argument',
  prohibit: 'RTNETLINK answers: Permission denied',
}

function links(machine: Machine, [verb = 'show', ...rest]: readonly string[]): Output {
  if ('set'.startsWith(verb)) return changeLink(machine, rest)
  return failed(255, `Command "${verb}" is unknown, try "ip link help".`)
}

/** `brief`: a line each (`-br`), of both families or of IPv4. */
function addresses(machine: Machine, words: readonly string[], brief?: 'both' | 'ipv4'): Output {
  const [verb] = words
  if (/^(?:a|add|d|del|delete|f|flush)$/.test(verb ?? '')) return changeAddress(machine, verb, words.slice(1))
  const only = words.find((word) => !/^(?:s|sh|show|l|ls|list|dev)$/.test(word))
  const chosen = machine.ifaces.filter((iface) => only === undefined || iface.name === only)
  if (chosen.length === 0) return failed(1, `Device "${only}" does not exist.`)
  if (brief)
    return printed(
      chosen
        .filter((iface) => brief === 'both' || iface.addresses.length > 0)
        .map(({ index, name, addresses: own }) => {
          const all = own.map((a) => `${formatAddress(a.address)}/${a.prefix} `)
          return `${name.padEnd(16)} UNKNOWN        ${all.join('')}${index === 1 && brief === 'both' ? '::1/128 ' : ''}`
        }),
    )
  return printed(
    chosen.flatMap(({ index, name, mtu, addresses: own }) => {
      const flags = index === 1 ? 'LOOPBACK,UP,LOWER_UP' : 'POINTOPOINT,MULTICAST,NOARP,UP,LOWER_UP'
      const queue =
        index === 1
          ? 'noqueue state UNKNOWN group default qlen 1000'
          : 'pfifo_fast state UNKNOWN group default qlen 500'
      return [
        `${index}: ${name}: <${flags}> mtu ${mtu} qdisc ${queue}`,
        ...own.flatMap(({ address, prefix }, i) => {
          const scope = network({ address, bits: prefix }) >>> 24 === 127 ? 'host' : 'global'
          const second = own
            .slice(0, i)
            .some(
              (o) =>
                o.prefix === prefix &&
                network({ address: o.address, bits: prefix }) === network({ address, bits: prefix }),
            )
          return [
            `    inet ${formatAddress(address)}/${prefix} scope ${scope} ${second ? 'secondary ' : ''}${name}`,
            '       valid_lft forever preferred_lft forever',
          ]
        }),
      ]
    }),
  )
}
