/**
 * A run and its playhead as a link's fragment: `#s=1.` and base64url of deflate-raw of JSON. The number is the
 * version of the payload: a new one gets a new number and a new decoder, and the old decoders stay for ever.
 */
import type { TimedCommand } from '../../model/command'
import type { Scenario } from '../../model/scenario'
import { laterToo } from '../app/later'
import type { Branches } from '../store/branches'

/** What a link shows. */
export interface Shared {
  /** A built-in scenario by its id, or a whole one. */
  scenario: string | Scenario
  edits: TimedCommand[]
  playhead: number
  /** Of the browser's own keeping; a link holds the open one only, as its edits. */
  branches?: Branches
}

export type Decoded = { ok: true; shared: Shared } | { ok: false; why: 'damaged' | 'newer' }

/** Characters of a link that are read at all, and bytes that it may unfold to. What the browser keeps for itself may be longer. */
export const MOST_IN = 64 * 1024
export const MOST_OUT = 1024 * 1024

const PREFIX = 's='

/** The checker comes with the first link, or when the page has nothing else to do: most visits have none. */
const schema = laterToo(() => import('./schema'))

/** The fragment, with its `#`. Null when it would be longer than `most`, which is what is read of a link. */
export async function encode({ scenario, edits, playhead, branches }: Shared, most = MOST_IN): Promise<string | null> {
  const json = JSON.stringify({
    s: scenario,
    e: edits.length > 0 ? edits : undefined,
    p: playhead || undefined,
    b: branches,
  })
  const bytes = new TextEncoder().encode(json)
  if (bytes.length > unfolded(most)) return null
  const fragment = `#${PREFIX}1.${toBase64url(await deflate(bytes))}`
  return fragment.length <= most ? fragment : null
}

/** Null when the fragment is not about a run at all. Never throws, whatever the fragment holds. */
export async function decode(fragment: string, most = MOST_IN): Promise<Decoded | null> {
  const hash = fragment.startsWith('#') ? fragment.slice(1) : fragment
  if (!hash.startsWith(PREFIX)) return null
  const damaged: Decoded = { ok: false, why: 'damaged' }
  if (hash.length > most) return damaged
  const [, version, payload] = /^(\d{1,6})\.(.+)$/s.exec(hash.slice(PREFIX.length)) ?? []
  if (version === undefined) return damaged
  if (version !== '1') return { ok: false, why: 'newer' }
  try {
    const json = new TextDecoder('utf-8', { fatal: true }).decode(await inflate(fromBase64url(payload), unfolded(most)))
    const { s, e, p, b } = (await schema()).readVersion1(JSON.parse(json))
    return { ok: true, shared: { scenario: s, edits: e, playhead: p, ...(b && { branches: b }) } }
  } catch {
    return damaged
  }
}

const unfolded = (most: number): number => (most > MOST_IN ? Infinity : MOST_OUT)

const deflate = (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  collect(new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw')), Infinity)

/** Stops as soon as more than `most` bytes came out, so that a small bomb stays small. */
const inflate = (bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array<ArrayBuffer>> =>
  collect(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')), most)

async function collect(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > most) {
      await reader.cancel()
      throw new RangeError(`more than ${most} bytes`)
    }
    parts.push(value)
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** RFC 4648 §5, without padding. */
function toBase64url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new SyntaxError('not base64url')
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
