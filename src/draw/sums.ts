/**
 * A packet's checksums worked out by hand, as a NAT does it: the old checksum, each 16-bit word that changed taken out and put in
 * again (RFC 1624, equation 3: HC' = ~(~HC + ~m + m')), what comes out, and whether the packet holds just that.
 */
import { fold } from '../packet/checksum'
import { u16 } from '../packet/bytes'
import { layout, type Field, type Layer } from '../packet/layout'

/** One word that the checksum covers and that is another now. */
export interface Word {
  /** The fields it lies in: "Source Address". */
  fields: string
  /** Byte offset from the start of the packet. */
  at: number
  was: number
  now: number
  /** ~HC plus all words so far, each taken out (as its complement) and put in; folded to 16 bits. */
  total: number
}

export interface Worked {
  key: string
  /** The layer whose checksum it is. */
  layer: string
  /** Inside the packet that an ICMP error quotes. */
  inner: boolean
  was: number
  now: number
  /** ~was: where the working begins. */
  start: number
  words: Word[]
  /** What the working comes to. */
  result: number
  /**
   * `worked` agrees with what the packet holds; `anew` does not, because the length changed too or a card filled it in: then it was
   * summed again over everything. `same`: no word that it covers has changed. `none`: UDP's 0, not used.
   */
  how: 'worked' | 'anew' | 'same' | 'none'
  /** Whether it is right for the bytes as they are; unknown where a part of them is missing. */
  right?: boolean
}

/** Checksums outermost first: IPv4's header, then what it carries, then those inside a quoted packet. */
export function sumsOf(arrived: Uint8Array, bytes: Uint8Array): Worked[] {
  return of(layout(bytes), { arrived, bytes, inner: false, path: '' })
}

interface Around {
  arrived: Uint8Array
  bytes: Uint8Array
  inner: boolean
  path: string
}

function of(layers: readonly Layer[], around: Around): Worked[] {
  let ip: Layer | undefined
  return layers.flatMap((layer, i) => {
    if (layer.name === 'IPv4') ip = layer
    const field = layer.fields.find(({ id }) => id.endsWith('.checksum'))
    const key = `${around.path}${i}`
    return [
      ...(field ? [work(layer, field, ip, key, around)] : []),
      ...of(layer.inner ?? [], { ...around, inner: true, path: `${key}.` }),
    ]
  })
}

function work(layer: Layer, field: Field, ip: Layer | undefined, key: string, around: Around): Worked {
  const { arrived, bytes, inner } = around
  const at = field.bit / 8
  const now = u16(bytes, at)
  const was = at + 2 <= arrived.length ? u16(arrived, at) : now
  const start = ~was & 0xffff
  const covered = coverage(layer, ip, bytes.length)
  const words: Word[] = []
  let total = start
  for (const [from, to] of covered) {
    for (let p = from; p < to; p += 2) {
      if (p === at) continue
      const [old, fresh] = [word(arrived, p, to), word(bytes, p, to)]
      if (old === fresh) continue
      total = fold(total + (~old & 0xffff) + fresh)
      words.push({
        fields: fieldsAt(ip && ip !== layer ? [ip, layer] : [layer], p),
        at: p,
        was: old,
        now: fresh,
        total,
      })
    }
  }
  const zero = ~total & 0xffff
  // UDP sends 0xffff for a sum that comes out as 0: 0 would say that there is none (RFC 768).
  const result = layer.name === 'UDP' ? zero || 0xffff : zero
  return {
    key,
    layer: layer.name,
    inner,
    was,
    now,
    start,
    words,
    result,
    how: howOf(layer.name === 'UDP' && was === 0, words.length > 0, arrived.length === bytes.length && result === now),
    ...(field.check && { right: field.check === 'correct' }),
  }
}

function howOf(none: boolean, changed: boolean, agrees: boolean): Worked['how'] {
  if (none) return 'none'
  if (!changed) return 'same'
  return agrees ? 'worked' : 'anew'
}

/** Byte ranges: an IPv4 header sums itself; TCP and UDP also the addresses in front of them (the pseudo-header), ICMP does not. */
function coverage(layer: Layer, ip: Layer | undefined, end: number): [number, number][] {
  if (layer.name === 'IPv4') return [[layer.offset, layer.offset + layer.length]]
  const body: [number, number] = [layer.offset, end]
  return ip && layer.name !== 'ICMP' ? [[ip.offset + 12, ip.offset + 20], body] : [body]
}

/** A last odd byte is padded with a zero. */
const word = (b: Uint8Array, at: number, to: number): number =>
  ((b[at] ?? 0) << 8) | (at + 1 < to ? (b[at + 1] ?? 0) : 0)

function fieldsAt(layers: readonly Layer[], at: number): string {
  const names = layers
    .flatMap(({ fields }) => fields)
    .filter(({ bit, bits }) => bit < 8 * at + 16 && bit + bits > 8 * at)
    .map(({ label }) => label)
  return names.length <= 2 ? names.join(', ') : `${names[0]} … ${names.at(-1)}`
}
