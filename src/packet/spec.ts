/** A packet as a person or a case file writes it down; `build.ts` makes bytes of it and `parse.ts` reads them back. */

export interface PacketSpec {
  src: string
  dst: string
  /** 64 when left out. */
  ttl?: number
  /** A name or an IP protocol number; SCTP, GRE and numbers carry `payload` as it is. */
  proto: 'tcp' | 'udp' | 'icmp' | 'sctp' | 'gre' | number
  tos?: number
  /** IP identification; 0 when left out. */
  ipid?: number
  df?: boolean
  mf?: boolean
  /** Fragment offset in units of 8 bytes. */
  frag?: number
  /** Options of the IP header, hex, padded with zeros to whole words. */
  ipoptions?: string
  sport?: number
  dport?: number
  /** Letters of `SAFRPUEC`. */
  flags?: string
  seq?: number
  ack?: number
  /** 65535 when left out. */
  window?: number
  /** Hex. */
  options?: string
  /** Hex. */
  payload?: string
  /** UDP: send without a checksum. */
  nocsum?: boolean
  type?: number
  code?: number
  id?: number
  /** ICMP errors: the second header word, 8 hex digits. */
  rest?: string
  /** ICMP errors: the packet inside. */
  inner?: PacketSpec
  /** Only in what was observed. */
  bad_checksum?: boolean
  bad_ip_checksum?: boolean
}
