/** What we use of gifenc, which comes without types. */
declare module 'gifenc' {
  export type Palette = number[][]
  interface FrameOptions {
    palette?: Palette
    /** Milliseconds. */
    delay?: number
    transparent?: boolean
    transparentIndex?: number
    /** 1: leave the frame standing for the next one. */
    dispose?: number
    /** 0: for ever. */
    repeat?: number
  }
  export function GIFEncoder(): {
    writeFrame(index: Uint8Array, width: number, height: number, options: FrameOptions): void
    finish(): void
    bytes(): Uint8Array<ArrayBuffer>
  }
  export function quantize(rgba: Uint8ClampedArray, colours: number): Palette
}
