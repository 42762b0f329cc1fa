/** A packet as the form has it, all strings, and what becomes of it: a PacketSpec, or a sentence per bad field. */
import type { Scenario } from '../../model/scenario'
import { parseAddress } from '../../packet/address'
import type { PacketSpec } from '../../packet/spec'
import { text } from '../text/text'

export type Proto = 'tcp' | 'udp' | 'icmp'

export interface Draft {
  node: string
  proto: Proto
  src: string
  dst: string
  sport: string
  dport: string
  /** Letters of `SAFRPU`, in that order. */
  flags: string
  seq: string
  ack: string
  ttl: string
  type: string
  code: string
  id: string
  payload: string
}

export type Field = keyof Draft
export type Errors = Partial<Record<Field, string>>
export type Checked = { ok: true; packet: PacketSpec } | { ok: false; errors: Errors }

export const FLAGS = [
  ['S', 'SYN'],
  ['A', 'ACK'],
  ['F', 'FIN'],
  ['R', 'RST'],
  ['P', 'PSH'],
  ['U', 'URG'],
] as const

/** What fits behind the longest headers in one Ethernet frame. */
const MOST_PAYLOAD = 1400

const FIELDS: Record<Proto, readonly Field[]> = {
  tcp: ['src', 'dst', 'sport', 'dport', 'ttl', 'flags', 'seq', 'ack', 'payload'],
  udp: ['src', 'dst', 'sport', 'dport', 'ttl', 'payload'],
  icmp: ['src', 'dst', 'type', 'code', 'id', 'seq', 'ttl', 'payload'],
}

export const has = (proto: Proto, field: Field): boolean => FIELDS[proto].includes(field)

/** The first address of a node, without its prefix length. */
export function addressOf(scenario: Scenario, node: string): string {
  const spec = scenario.nodes.find(({ id }) => id === node)
  return spec?.interfaces[0]?.addresses[0]?.split('/')[0] ?? ''
}

/** A sensible first packet: a host of the first realm opens a connection to a server's service. */
export function firstDraft(scenario: Scenario): Draft {
  const from = scenario.nodes.find(({ kind }) => kind === 'host') ?? scenario.nodes[0]
  const to = scenario.nodes.find((node) => node !== from && node.services?.length) ?? scenario.nodes.at(-1) ?? from
  const service = to.services?.[0]
  return {
    node: from.id,
    proto: service?.proto ?? 'tcp',
    src: addressOf(scenario, from.id),
    dst: addressOf(scenario, to.id),
    sport: '40000',
    dport: String(service?.port ?? 80),
    flags: 'S',
    seq: '1000',
    ack: '0',
    ttl: '64',
    type: '8',
    code: '0',
    id: '7',
    payload: '',
  }
}

export function check(draft: Draft): Checked {
  const names = text.builder
  const errors: Errors = {}

  const address = (field: 'src' | 'dst'): string => {
    const value = draft[field].trim()
    if (parseAddress(value) === null) errors[field] = names.errors.address(names[field])
    return value
  }
  const number = (field: Field & keyof typeof names, name: string, from: number, to: number): number => {
    const value = draft[field].trim()
    const read = /^\d{1,10}$/.test(value) ? Number(value) : NaN
    if (!(read >= from && read <= to)) errors[field] = names.errors.number(name, from, to)
    return read
  }

  const payload = new TextEncoder().encode(draft.payload)
  if (payload.length > MOST_PAYLOAD) errors.payload = names.errors.long(MOST_PAYLOAD)
  const ends = { src: address('src'), dst: address('dst'), ttl: number('ttl', names.ttl, 1, 255) }
  const data = payload.length > 0 ? { payload: hex(payload) } : {}
  const ports = () => ({
    sport: number('sport', names.sport, 1, 65535),
    dport: number('dport', names.dport, 1, 65535),
  })

  const packet = ((): PacketSpec => {
    switch (draft.proto) {
      case 'tcp':
        return {
          ...ends,
          proto: 'tcp',
          ...ports(),
          flags: draft.flags,
          seq: number('seq', names.seq, 0, 0xffffffff),
          ack: number('ack', names.ack, 0, 0xffffffff),
          ...data,
        }
      case 'udp':
        return { ...ends, proto: 'udp', ...ports(), ...data }
      case 'icmp':
        return {
          ...ends,
          proto: 'icmp',
          type: number('type', names.type, 0, 255),
          code: number('code', names.code, 0, 255),
          id: number('id', names.id, 0, 65535),
          seq: number('seq', names.seq, 0, 65535),
          ...data,
        }
    }
  })()
  return Object.keys(errors).length === 0 ? { ok: true, packet } : { ok: false, errors }
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
