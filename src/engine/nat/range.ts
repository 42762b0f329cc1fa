/** What a NAT target asks for (`struct nf_nat_range2`). */
export interface NatRange {
  /** Unsigned 32-bit addresses, the last one included; null leaves the address (`NF_NAT_RANGE_MAP_IPS` not set). */
  addresses: { from: number; to: number } | null
  /** Ports, or ICMP identifiers, the last one included; null when the rule names none (`PROTO_SPECIFIED` not set). */
  ports: { from: number; to: number } | null
  /** DNAT's `--to a:1000-1010/2000`: port 2000 goes to 1000, 2001 to 1001 (`PROTO_OFFSET`). */
  base?: number
  /** `--random` and `--random-fully`, which are one since Linux 5.0: search from a random port even if the own one is free. */
  random?: boolean
  /** `--persistent`: one source keeps one address, whatever the destination. */
  persistent?: boolean
}

export const oneAddress = (address: number): NatRange => ({ addresses: { from: address, to: address }, ports: null })
