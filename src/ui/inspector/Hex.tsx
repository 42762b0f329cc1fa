/** The packet's bytes, eight to a line; a changed byte is marked, and the old one stands struck out below it. */
import { panels } from '../text/panels'

const WIDTH = 8
const hex = (byte: number): string => byte.toString(16).padStart(2, '0')
const printable = (byte: number): string => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')

/** `tone` says who changed a byte. */
export function Hex({
  was,
  now,
  tone,
}: {
  was: Uint8Array
  now: Uint8Array
  tone: (at: number) => string | undefined
}) {
  const changed = (at: number): boolean => was[at] !== undefined && was[at] !== now[at]
  const lines = Array.from({ length: Math.ceil(now.length / WIDTH) }, (_, i) => i * WIDTH)
  const count = now.reduce((sum, _, at) => sum + (changed(at) ? 1 : 0), 0)
  return (
    <div className="inspector-hex mono">
      <p className="hidden-text">
        {panels.packet.dump}. {panels.packet.changedBytes(count)}
      </p>
      {lines.map((start) => {
        const line = [...now.subarray(start, start + WIDTH)]
        const old = line.some((_, i) => changed(start + i))
        return (
          <div key={start} className="inspector-hex-line">
            <span className="inspector-hex-at">{start.toString(16).padStart(4, '0')}</span>
            {line.map((byte, i) => (
              <span
                key={i}
                className="inspector-byte"
                style={{ gridColumn: i < WIDTH / 2 ? i + 2 : i + 3 }}
                data-tone={changed(start + i) ? (tone(start + i) ?? 'nat') : undefined}
              >
                {hex(byte)}
                {old && <s>{changed(start + i) ? hex(was[start + i]) : ''}</s>}
              </span>
            ))}
            <span className="inspector-ascii" aria-hidden="true" style={{ gridColumn: WIDTH + 4 }}>
              {line.map(printable).join('')}
            </span>
          </div>
        )
      })}
    </div>
  )
}
