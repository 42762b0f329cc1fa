/** Values that a filter may ask for in this scenario: its addresses, ports and nodes. */
import { fieldOf, type FieldName } from '../../filter/fields'
import type { Scenario } from '../../model/scenario'

export function knownIn({ nodes, realms }: Scenario): (field: FieldName) => readonly string[] {
  const own = nodes.flatMap(({ interfaces }) => interfaces.flatMap(({ addresses }) => addresses))
  const addresses = [...own.map((text) => text.split('/')[0]), ...realms.flatMap(({ prefixes }) => prefixes)]
  const services = nodes.flatMap((node) => node.services ?? [])
  return (field) => {
    if (field === 'node') return nodes.map(({ id }) => id)
    if (fieldOf(field).type === 'address') return [...new Set(addresses)]
    const proto = /^(tcp|udp)\..*port$/.exec(field)?.[1]
    return [...new Set(services.filter((it) => it.proto === proto).map(({ port }) => String(port)))]
  }
}
