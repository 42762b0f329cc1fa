/** `ip route` and `ip addr` of iproute2, for IPv4: what there is, shown. */
import { formatAddress, formatPrefix, network } from '../../packet/address'
import type { Machine } from '../machine'
import { failed, printed, type Output } from './output'

const USAGE = 'Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }'
const OBJECTS: Readonly<Record<string, (machine: Machine, words: readonly string[]) => Output>> = {
  route: routes,
  addr: addresses,
  address: addresses,
}

export function ip(machine: Machine, words: readonly string[]): Output {
  const [object, ...rest] = words.filter((word) => word !== '-4')
  if (object === undefined) return failed(255, USAGE)
  const name = object === 'a' ? 'addr' : Object.keys(OBJECTS).find((o) => o.startsWith(object))
  return name === undefined ? failed(1, `Object "${object}" is unknown, try "ip help".`) : OBJECTS[name](machine, rest)
}

/** The main table, as the kernel keeps it: the shorter prefix first where they begin alike. */
function routes(machine: Machine, words: readonly string[]): Output {
  if (words.length > 0 && !/^(?:s|sh|show|l|ls|list)$/.test(words[0]))
    return failed(255, `Command "${words[0]}" is unknown, try "ip route help".`)
  return printed(
    machine.routes.main().map(({ prefix, type, dev, via, source }) => {
      const to =
        prefix.bits === 0 ? 'default' : prefix.bits === 32 ? formatAddress(prefix.address) : formatPrefix(prefix)
      if (!dev) return `${type} ${to} `
      if (via !== 0) return `${to} via ${formatAddress(via)} dev ${dev.name} `
      return `${to} dev ${dev.name} proto kernel scope link src ${formatAddress(source)} `
    }),
  )
}

function addresses(machine: Machine, words: readonly string[]): Output {
  const only = words.filter((word) => !/^(?:s|sh|show|l|ls|list|dev)$/.test(word)).at(0)
  const chosen = machine.ifaces.filter((iface) => only === undefined || iface.name === only)
  if (chosen.length === 0) return failed(1, `Device "${only}" does not exist.`)
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
