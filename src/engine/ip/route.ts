/**
 * Routing as Linux does it: the local table first, then the longest prefix of the main table (RFC 1812 §5.2.4.3); other tables where
 * policy rules lead to them.
 */
import {
  address,
  broadcast,
  formatAddress,
  formatPrefix,
  inPrefix,
  mask,
  network,
  parseAddress,
  parsePrefix,
  type Prefix,
} from '../../packet/address'
import type { RouteSpec } from '../../model/scenario'
import type { RouteFound } from '../../model/trace'
import type { AddressType, Iface } from '../node'
import { createPolicy, type Flow, isMeant, OWN, type Policy, type PolicyRule, TABLE } from './policy'

export interface Route {
  prefix: Prefix
  type: RouteFound['type']
  /** Null for routes that lead nowhere. */
  dev: Iface | null
  /** Next hop; 0 when the destination is on the link itself. */
  via: number
  /** Preferred source address; 0 when there is none. */
  source: number
  /** Of two ways to one prefix the smaller counts. */
  metric: number
  /** Its source address was asked for (`src`). */
  asked?: true
  /** As the trace shows it. */
  found: RouteFound
  /** The kernel's, of an address (`proto kernel`). */
  own?: true
  /** Number of its table, unless that is main or local. */
  table?: number
}

/** What `ip route` can say beside what a scenario can. */
export interface Wanted extends Omit<RouteSpec, 'type'> {
  type?: RouteSpec['type'] | 'local'
  /** Main if left out; local of local routes. */
  table?: number
  metric?: number
  /** Preferred source address. */
  src?: string
}

export interface RouteTable {
  /** The main table, as `ip route` shows it: by address, then the longer prefix first. */
  main(): readonly Route[]
  /** Likewise of any table; null when there is none of this number. */
  table(number: number): readonly Route[] | null
  readonly policy: Policy
  /** Somebody's rules or local routes make it worth asking where a source address leads. */
  readonly isCustom: boolean
  /** Null when nothing matches, and when a "throw" route says to look elsewhere. `flow` is what policy rules ask for. */
  lookup(destination: number, flow?: Flow): Route | null
  /** What would be found if there were no other device than `dev`. */
  lookupBy(dev: Iface, destination: number): Route | null
  /** `inet_addr_type`; with `dev`, only that device's addresses count (`inet_dev_addr_type`). */
  addressType(address: number, dev?: Iface): AddressType
  isLocal(address: number): boolean
  /** `inet_select_addr`: the device's address on `hop`'s subnet, else its first, else any other device's; 0 for none. */
  sourceAddress(dev: Iface, hop: number): number
  /** Throws RangeError with the kernel's words when there is such a route already or its next hop is on no link. */
  add(spec: Wanted): void
  /** False when there is none such. */
  remove(spec: Wanted): boolean
  /** The device's addresses changed, or it went up or down: the kernel's own routes by it follow, and without it none stays. */
  refresh(dev: Iface): void
}

/** 127.0.0.1 and its like are of use on the node only: their scope is "host". */
const abroad = (dev: Iface): Iface['addresses'] =>
  dev.index === 1 ? dev.addresses.filter((a) => !isLoopback(a.address)) : dev.addresses

export const isMulticast = (a: number) => a >>> 28 === 14
export const isLoopback = (a: number) => a >>> 24 === 127
/** Since Linux 5.3 only the one address; the rest of 0.0.0.0/8 (RFC 1122 §3.2.1.3) is like any other. */
export const isZeronet = (a: number) => a === 0
export const LIMITED_BROADCAST = 0xffffffff
/** 224.0.0.1, the group of all hosts on a link: every interface is in it (RFC 1112 §4). */
export const ALL_HOSTS = 0xe0000001

/** Throws RangeError on a route that no device leads to. */
export function createRoutes(ifaces: readonly Iface[], specs: readonly RouteSpec[]): RouteTable {
  const sourceAddress = (dev: Iface, hop: number): number => {
    const own = abroad(dev)
    for (const a of own) if (hop === 0 || inPrefix(hop, { address: a.address, bits: a.prefix })) return a.address
    if (own.length > 0) return own[0].address
    for (const other of ifaces) for (const { address: first } of abroad(other)) return first
    return 0
  }

  let local: Route[] = []
  let main: Route[] = []
  /** A route of the local table is somebody's. Kept, since every packet that comes in asks. */
  let hasLocal = false
  /** Those that have neither name. */
  const others = new Map<number, Route[]>()
  const policy = createPolicy()
  const tableOf = (number: number): Route[] | null =>
    number === TABLE.MAIN ? main : number === TABLE.LOCAL ? local : (others.get(number) ?? null)
  const longestFirst = (a: Route, b: Route) => b.prefix.bits - a.prefix.bits || a.metric - b.metric

  /** The kernel's own routes by a device. */
  function ownRoutes(dev: Iface): void {
    for (const { address: own, prefix: bits } of dev.addresses) {
      const subnet = { address: own, bits }
      // A second address of the same subnet is spoken to from the first (`fib_add_ifaddr`).
      const first = dev.addresses.find((a) => a.prefix === bits && inPrefix(a.address, subnet))?.address ?? own
      local.push(kernels(routeTo({ address: own, bits: 32 }, 'local', dev, 0, first)))
      if (dev.index === 1) local.push(kernels(routeTo({ address: network(subnet), bits }, 'local', dev, 0, own)))
      else if (bits < 32 && !dev.down && first === own)
        main.push(kernels(routeTo({ address: network(subnet), bits }, 'unicast', dev, 0, own)))
      if (bits < 31 && !dev.down)
        local.push(kernels(routeTo({ address: broadcast(subnet), bits: 32 }, 'broadcast', dev, 0, own)))
    }
    local.sort(longestFirst)
    main.sort(longestFirst)
  }
  for (const dev of ifaces) ownRoutes(dev)
  for (const spec of specs) main.push(fromSpec(spec))
  main.sort(longestFirst)

  function fromSpec(spec: Wanted): Route {
    const prefix = prefixOf(spec)
    const type = spec.type ?? 'unicast'
    const metric = spec.metric ?? 0
    const number = numberOf(spec)
    const table = number === TABLE.MAIN || number === TABLE.LOCAL ? {} : { table: number }
    if (type !== 'unicast' && type !== 'local') return { ...routeTo(prefix, type, null, 0, 0), metric, ...table }
    const via = spec.via === undefined ? 0 : address(spec.via)
    const dev =
      spec.dev === undefined
        ? main.find((r) => r.type === 'unicast' && r.via === 0 && inPrefix(via, r.prefix))?.dev
        : ifaces.find((iface) => iface.name === spec.dev)
    if (!dev) throw new RangeError(`route to "${spec.to}": no interface ${spec.dev ?? 'leads to ' + spec.via}`)
    const source = spec.src === undefined ? sourceAddress(dev, via) : address(spec.src)
    return {
      ...routeTo(prefix, type, dev, via, source),
      metric,
      ...table,
      ...(spec.src !== undefined && { asked: true }),
    }
  }

  const notice = (): void => void (hasLocal = local.some((route) => !route.own))

  const find = (table: readonly Route[], destination: number): Route | null => {
    for (const route of table) {
      if (((destination ^ route.prefix.address) & mask(route.prefix.bits)) === 0) return route
    }
    return null
  }
  const addressType = (a: number, dev?: Iface): AddressType => {
    if (a === LIMITED_BROADCAST || isZeronet(a)) return 'BROADCAST'
    if (isMulticast(a)) return 'MULTICAST'
    const route = find(local, a)
    if (!route || (dev && route.dev !== dev)) return 'UNICAST'
    return route.type === 'broadcast' ? 'BROADCAST' : 'LOCAL'
  }

  /** `fib4_rule_action`: null says that the next rule is asked. */
  function answerOf({ action, suppress = -1 }: PolicyRule, destination: number): Route | null {
    if (typeof action === 'string') return routeTo({ address: 0, bits: 0 }, action, null, 0, 0)
    const route = find(tableOf(action) ?? [], destination)
    return route && route.type !== 'throw' && route.prefix.bits > suppress ? route : null
  }

  const ordered = (routes: readonly Route[]) =>
    routes.toSorted(
      (a, b) => a.prefix.address - b.prefix.address || b.prefix.bits - a.prefix.bits || a.metric - b.metric,
    )

  return {
    main: () => ordered(main),
    table(number) {
      const routes = tableOf(number)
      return routes && ordered(routes)
    },
    policy,
    get isCustom() {
      return !policy.isPlain || hasLocal
    },
    lookup(destination, flow = OWN) {
      if (policy.isPlain) {
        const route = find(local, destination) ?? find(main, destination)
        return route?.type === 'throw' ? null : route
      }
      for (const rule of policy.rules) {
        if (!isMeant(rule, destination, flow)) continue
        // What a rule calls unreachable is as if no table knew of it.
        if (rule.action === 'unreachable') return null
        const route = answerOf(rule, destination)
        if (route) return route
      }
      return null
    },
    lookupBy: (dev, destination) =>
      find(
        main.filter((route) => route.dev === dev),
        destination,
      ),
    addressType,
    isLocal: (a) => addressType(a) === 'LOCAL',
    sourceAddress,
    add(spec) {
      const prefix = prefixOf(spec)
      const number = numberOf(spec)
      const { via } = spec
      const onLink = (r: Route) =>
        r.type === 'unicast' && r.via === 0 && via !== undefined && inPrefix(address(via), r.prefix)
      if (via !== undefined && !main.some((r) => onLink(r) && (spec.dev === undefined || r.dev?.name === spec.dev)))
        throw new RangeError('Error: Nexthop has invalid gateway.')
      if (spec.src !== undefined && !(parseAddress(spec.src) !== null && addressType(address(spec.src)) === 'LOCAL'))
        throw new RangeError('Error: Invalid prefsrc address.')
      const route = fromSpec(spec)
      if (route.dev?.down) throw new RangeError('Error: Device for nexthop is not up.')
      const routes = tableOf(number) ?? []
      // Only one that can be is looked for among those that are (`fib_table_insert`).
      if (routes.some((r) => samePrefix(r.prefix, prefix) && r.metric === route.metric))
        throw new RangeError('RTNETLINK answers: File exists')
      if (!tableOf(number)) others.set(number, routes)
      routes.push(route)
      routes.sort(longestFirst)
      notice()
    },
    remove(spec) {
      const prefix = prefixOf(spec)
      const routes = tableOf(numberOf(spec)) ?? []
      const at = routes.findIndex(
        (r) =>
          samePrefix(r.prefix, prefix) &&
          (spec.dev === undefined || r.dev?.name === spec.dev) &&
          (spec.via === undefined || r.via === address(spec.via)) &&
          (spec.metric === undefined || r.metric === spec.metric) &&
          (spec.type === undefined || r.type === spec.type),
      )
      if (at >= 0) routes.splice(at, 1)
      notice()
      return at >= 0
    },
    refresh(dev) {
      const reachable = !dev.down && dev.addresses.length > 0
      local = local.filter((r) => r.dev !== dev || (!r.own && reachable))
      for (const [number, routes] of others)
        others.set(
          number,
          routes.filter((r) => r.dev !== dev || reachable),
        )
      main = main.filter((r) => r.dev !== dev || (!r.own && reachable))
      ownRoutes(dev)
      notice()
      for (const route of [main, ...others.values()].flat())
        if (route.dev && !route.own && !route.asked) route.source = sourceAddress(route.dev, route.via)
    },
  }
}

const numberOf = ({ table, type }: Wanted): number => table ?? (type === 'local' ? TABLE.LOCAL : TABLE.MAIN)
const kernels = (route: Route): Route => ({ ...route, own: true })

const samePrefix = (a: Prefix, b: Prefix): boolean => a.bits === b.bits && network(a) === network(b)

function prefixOf({ to }: Pick<RouteSpec, 'to'>): Prefix {
  const prefix = to === 'default' ? { address: 0, bits: 0 } : parsePrefix(to)
  if (!prefix) throw new RangeError(`route to "${to}": a prefix or "default" was expected`)
  return prefix
}

function routeTo(prefix: Prefix, type: Route['type'], dev: Iface | null, via: number, source: number): Route {
  const text = prefix.bits === 0 ? 'default' : prefix.bits === 32 ? formatAddress(prefix.address) : formatPrefix(prefix)
  const found: RouteFound = { to: type === 'unicast' ? text : `${type} ${text}`, type }
  if (via !== 0) found.via = formatAddress(via)
  if (dev) found.dev = dev.name
  return { prefix, type, dev, via, source, metric: 0, found }
}
