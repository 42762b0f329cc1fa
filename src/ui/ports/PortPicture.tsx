/** Each port a cell: lit in its owner's colour. A cursor goes over them, by pointer or by arrows, and says whose they are. */
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { BANDS, PORTS, type PortUse } from '../../draw/ports'
import { formatAddress } from '../../packet/address'
import { useSize } from '../stage/useSize'
import { portsText as text } from '../text/ports'
import { useTheme } from '../theme/theme'
import { colourOf } from './colours'

const DARK: ReadonlySet<string> = new Set(['dark', 'contrast'])
/** 256 × 256 where there is height for it, else the strip whose ports are largest. */
function columnsFor({ width, height }: { width: number; height: number }): number {
  if (height >= 256) return 256
  const scale = (columns: number) => Math.min(width / columns, (height * columns) / PORTS)
  return scale(512) > scale(1024) ? 512 : 1024
}

/** So few ports are marked one by one: a cell alone is too small to be seen. */
const FEW = 256

interface Props {
  use: PortUse
  what: string
  /** The port of the entry that is selected, or in use. */
  lit: number | null
  onPick(port: number): void
}

export function PortPicture({ use, what, lit, onPick }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const size = useSize(box)
  const dark = useTheme(({ theme }) => DARK.has(theme))
  const [at, setAt] = useState<number | null>(null)
  const columns = columnsFor(size ?? { width: 0, height: 0 })
  const rows = PORTS / columns

  useEffect(() => {
    const pen = canvas.current?.getContext('2d')
    if (pen) paint(pen, use, columns, dark)
  }, [use, columns, dark])

  const scale = size ? Math.min(size.width / columns, size.height / rows) : 1

  function portUnder(event: MouseEvent<HTMLCanvasElement>): number {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    const column = Math.floor(((event.clientX - left) / width) * columns)
    const row = Math.floor(((event.clientY - top) / height) * rows)
    return Math.max(0, Math.min(PORTS - 1, row * columns + column))
  }

  function move(event: KeyboardEvent): void {
    if (event.key === 'Enter' && at !== null) onPick(at)
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    setAt(((at ?? lit ?? 0) + step + PORTS) % PORTS)
  }

  return (
    <div className="ports-picture">
      <div className="ports-canvas" ref={box}>
        <canvas
          ref={canvas}
          width={columns}
          height={rows}
          style={{ width: columns * scale, height: rows * scale }}
          role="img"
          aria-label={text.picture(what)}
          tabIndex={0}
          onPointerMove={(event) => setAt(portUnder(event))}
          onClick={(event) => onPick(portUnder(event))}
          onPointerLeave={() => setAt(null)}
          onKeyDown={move}
        />
        <svg className="ports-marks" width={columns * scale} height={rows * scale} aria-hidden="true">
          {marked(use, lit).map((port) => (
            <circle
              key={port}
              data-lit={port === lit || undefined}
              cx={((port % columns) + 0.5) * scale}
              cy={(Math.floor(port / columns) + 0.5) * scale}
              r={port === lit ? 6 : 3}
              fill={colourOf(use.owner[port], dark)}
            />
          ))}
        </svg>
      </div>
      <p className="ports-read mono" role="status">
        {at !== null ? wordsOf(use, at) : lit !== null && wordsOf(use, lit)}
      </p>
    </div>
  )
}

/** Ports to mark, the lit one on top. */
function marked({ owner, used }: PortUse, lit: number | null): number[] {
  const few: number[] = []
  if (used <= FEW) for (let port = 0; port < PORTS; port++) if (owner[port] !== 0 && port !== lit) few.push(port)
  return lit === null ? few : [...few, lit]
}

function wordsOf({ owner, owners, times }: PortUse, port: number): string {
  const rank = owner[port]
  return rank === 0 ? text.free(port) : text.taken(port, formatAddress(owners[rank - 1].address), times[port])
}

/** Free ones in the ground's colour, a little lighter from band to band. */
function paint(pen: CanvasRenderingContext2D, { owner, owners }: PortUse, columns: number, dark: boolean): void {
  const style = getComputedStyle(pen.canvas)
  const grounds = ['--line', '--hair', '--panel'].map((name) => style.getPropertyValue(name))
  BANDS.forEach(([from, to], i) => {
    pen.fillStyle = grounds[i]
    fill(pen, from === 1 ? 0 : from, to, columns)
  })
  const colours = owners.slice(0, 720).map((_, i) => colourOf(i + 1, dark))
  for (let port = 0; port < PORTS; port++) {
    const rank = owner[port]
    if (rank === 0) continue
    pen.fillStyle = colours[(rank - 1) % colours.length]
    pen.fillRect(port % columns, Math.floor(port / columns), 1, 1)
  }
}

function fill(pen: CanvasRenderingContext2D, from: number, to: number, columns: number): void {
  for (let port = from; port <= to;) {
    const x = port % columns
    const length = Math.min(columns - x, to - port + 1)
    pen.fillRect(x, Math.floor(port / columns), length, 1)
    port += length
  }
}
