/**
 * Every field of a packet with its place in bits, for the inspector's grid: the header as the RFC
 * draws it, and which of its cells a change of bytes touched.
 */
import { ipLayers } from './layers/ip'
import type { Field, Layer } from './layers/layer'

export type { Field, Layer } from './layers/layer'

/** Outermost first. The fields of all layers together cover each bit of the packet exactly once. */
export const layout = (b: Uint8Array): Layer[] => ipLayers(b, 0, b.length)

/** The fields that have a bit in `length` bytes from byte `at`; those of an inner packet too. */
export function touched(layers: readonly Layer[], at: number, length: number): Field[] {
  return layers.flatMap((layer) =>
    layer.fields
      .filter((f) => f.bit < 8 * (at + length) && 8 * at < f.bit + f.bits)
      .concat(touched(layer.inner ?? [], at, length)),
  )
}
