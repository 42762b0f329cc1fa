import fc from 'fast-check'
import { expect, test } from 'vitest'
import { webmOf, type Chunk } from './webm'

/** Elements that hold others. */
const MASTERS = new Set([0x1a45dfa3, 0x18538067, 0x1549a966, 0x1654ae6b, 0xae, 0xe0, 0x1f43b675])

/** Reads a file back: ids in order, with what the leaves hold. */
function read(bytes: Uint8Array): { id: number; data: Uint8Array }[] {
  const found: { id: number; data: Uint8Array }[] = []
  for (let at = 0; at < bytes.length;) {
    const idLength = Math.clz32(bytes[at]) - 23
    const id = bytes.slice(at, at + idLength).reduce((n, byte) => n * 256 + byte, 0)
    at += idLength
    expect(bytes[at]).toBe(1)
    const length = bytes.slice(at + 1, at + 8).reduce((n, byte) => n * 256 + byte, 0)
    at += 8
    const data = bytes.slice(at, at + length)
    found.push({ id, data })
    if (MASTERS.has(id)) found.push(...read(data))
    at += length
  }
  return found
}

const film = (chunks: Chunk[]) => webmOf({ codec: 'V_VP9', width: 640, height: 360, length: 90_000, chunks })

test('a reader of EBML finds what was put in', async () => {
  const chunks = [
    { data: Uint8Array.of(1, 2), t: 0, key: true },
    { data: Uint8Array.of(3), t: 700, key: false },
  ]
  const elements = read(new Uint8Array(await film(chunks).arrayBuffer()))
  const of = (id: number) => elements.filter((one) => one.id === id).map(({ data }) => [...data])
  expect(String.fromCharCode(...of(0x4282)[0])).toBe('webm')
  expect(String.fromCharCode(...of(0x86)[0])).toBe('V_VP9')
  expect(of(0xb0)).toEqual([[2, 128]])
  expect(of(0xa3)).toEqual([
    [0x81, 0, 0, 0x80, 1, 2],
    [0x81, 2, 0xbc, 0, 3],
  ])
})

test('however long it is, a block’s time fits beside its cluster’s', async () => {
  const steps = fc.array(fc.record({ stands: fc.integer({ min: 1, max: 9_000 }), key: fc.boolean() }), {
    maxLength: 60,
  })
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      let t = 0
      const chunks = list.map(({ stands, key }, i) => {
        const chunk = { data: Uint8Array.of(i), t, key: key || i === 0 }
        t += stands
        return chunk
      })
      const told: number[] = []
      let cluster = 0
      for (const { id, data } of read(new Uint8Array(await film(chunks).arrayBuffer()))) {
        if (id === 0xe7) cluster = data.reduce((n, byte) => n * 256 + byte, 0)
        if (id === 0xa3) told.push(cluster + new DataView(data.buffer, data.byteOffset).getInt16(1))
      }
      expect(told).toEqual(chunks.map((chunk) => chunk.t))
    }),
    { numRuns: 40 },
  )
})
