/**
 * Encoded pictures → a WebM file (RFC 8794 EBML, RFC 9559 Matroska; WebM's subset of it): header, what it holds, one
 * track, and clusters of blocks. No index: a short film is sought through as it is.
 */

export interface Chunk {
  data: Uint8Array
  /** Milliseconds from the film's start. */
  t: number
  /** It needs no other frame to be drawn. */
  key: boolean
}

export interface Film {
  codec: 'V_VP8' | 'V_VP9'
  width: number
  height: number
  /** Milliseconds. */
  length: number
  chunks: readonly Chunk[]
}

const ID = {
  EBML: 0x1a45dfa3,
  DOC_TYPE: 0x4282,
  DOC_TYPE_VERSION: 0x4287,
  DOC_TYPE_READ_VERSION: 0x4285,
  SEGMENT: 0x18538067,
  INFO: 0x1549a966,
  TIMESTAMP_SCALE: 0x2ad7b1,
  DURATION: 0x4489,
  MUXING_APP: 0x4d80,
  WRITING_APP: 0x5741,
  TRACKS: 0x1654ae6b,
  TRACK_ENTRY: 0xae,
  TRACK_NUMBER: 0xd7,
  TRACK_UID: 0x73c5,
  TRACK_TYPE: 0x83,
  CODEC_ID: 0x86,
  VIDEO: 0xe0,
  PIXEL_WIDTH: 0xb0,
  PIXEL_HEIGHT: 0xba,
  CLUSTER: 0x1f43b675,
  TIMESTAMP: 0xe7,
  SIMPLE_BLOCK: 0xa3,
}
const VIDEO_TRACK = 1
const KEYFRAME = 0x80
/** Nanoseconds: times are in milliseconds. */
const MILLISECOND = 1_000_000
/** A block's time is a signed 16-bit distance from its cluster's. */
const CLUSTER_LENGTH = 30_000

type Part = Uint8Array | readonly Part[]

export function webmOf({ codec, width, height, length, chunks }: Film): Blob {
  const duration = new Uint8Array(8)
  new DataView(duration.buffer).setFloat64(0, length)
  const file = [
    element(ID.EBML, [
      element(ID.DOC_TYPE, text('webm')),
      element(ID.DOC_TYPE_VERSION, uint(4)),
      element(ID.DOC_TYPE_READ_VERSION, uint(2)),
    ]),
    element(ID.SEGMENT, [
      element(ID.INFO, [
        element(ID.TIMESTAMP_SCALE, uint(MILLISECOND)),
        element(ID.DURATION, duration),
        element(ID.MUXING_APP, text('Natscope')),
        element(ID.WRITING_APP, text('Natscope')),
      ]),
      element(ID.TRACKS, [
        element(ID.TRACK_ENTRY, [
          element(ID.TRACK_NUMBER, uint(1)),
          element(ID.TRACK_UID, uint(1)),
          element(ID.TRACK_TYPE, uint(VIDEO_TRACK)),
          element(ID.CODEC_ID, text(codec)),
          element(ID.VIDEO, [element(ID.PIXEL_WIDTH, uint(width)), element(ID.PIXEL_HEIGHT, uint(height))]),
        ]),
      ]),
      ...clustersOf(chunks).map((cluster) =>
        element(ID.CLUSTER, [
          element(ID.TIMESTAMP, uint(cluster[0].t)),
          ...cluster.map((chunk) => block(chunk, cluster[0].t)),
        ]),
      ),
    ]),
  ]
  return new Blob([flat(file)], { type: 'video/webm' })
}

/** A cluster begins at a keyframe, and where the last one is full. */
function clustersOf(chunks: readonly Chunk[]): Chunk[][] {
  const clusters: Chunk[][] = []
  for (const chunk of chunks) {
    const last = clusters.at(-1)
    if (!last || chunk.key || chunk.t - last[0].t > CLUSTER_LENGTH) clusters.push([chunk])
    else last.push(chunk)
  }
  return clusters
}

function block({ data, t, key }: Chunk, since: number): Part {
  const head = new Uint8Array([0x81, 0, 0, key ? KEYFRAME : 0])
  new DataView(head.buffer).setInt16(1, t - since)
  return element(ID.SIMPLE_BLOCK, [head, data])
}

const element = (id: number, content: Part): Part => [uint(id), size(lengthOf(content)), content]

/** As many bytes as it takes, the large end first. */
function uint(n: number): Uint8Array {
  const bytes = [n % 256]
  for (let rest = Math.floor(n / 256); rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Uint8Array.from(bytes)
}

/** A length, always in eight bytes (RFC 8794 §4): the first bit set in the first byte says so. */
function size(n: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(n))
  bytes[0] = 1
  return bytes
}

const text = (what: string): Uint8Array => Uint8Array.from(what, (sign) => sign.charCodeAt(0))

const lengthOf = (part: Part): number =>
  part instanceof Uint8Array ? part.length : part.reduce((sum, one) => sum + lengthOf(one), 0)

function flat(part: Part): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(lengthOf(part))
  let at = 0
  const put = (one: Part): void => {
    if (one instanceof Uint8Array) {
      bytes.set(one, at)
      at += one.length
    } else one.forEach(put)
  }
  put(part)
  return bytes
}
